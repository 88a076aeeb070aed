import Foundation
import Testing

@Suite(
    "Lines of known rates between network namespaces, with the real programs", .timeLimit(.minutes(1)),
    .enabled(if: geteuid() == 0, "network namespaces need root"))
struct LineNamespaceTests {
    private struct Answer: Decodable {
        var downloadMbps: Double?
        var uploadMbps: Double?
        var idleLatencyMs: Double?
        var problem: String?
    }

    private let region: Region
    private let namespaces: NamespacePair

    init() throws {
        region = try Region()
        namespaces = try NamespacePair()
    }

    /// Offers line tests at the far end.
    private func serve() async throws -> (server: Child, url: String) {
        let server = try Child(
            NamespacePair.inside(namespaces.far) + [
                Program.parta.path.path(percentEncoded: false), "serve", "--listen", "127.0.0.1:0", "--ndt7-listen",
                "\(NamespacePair.addresses.far):0", "--ndt7-access", "open",
            ], environment: region.environment)
        let line = try await server.says("line tests at ")
        let url = try #require(line.split(whereSeparator: { " ,".contains($0) }).first { $0.hasPrefix("ws://") })
        return (server, String(url))
    }

    private func measure(_ url: String, _ options: String...) async throws -> Answer {
        let result = try await Program.agent.run(
            ["measure", "--server", url, "--format", "json"] + options, environment: region.environment,
            through: NamespacePair.inside(namespaces.near))
        try #require(result.exit == 0, "\(result.errors)")
        return try result.json(keys: .convertFromSnakeCase)
    }

    @Test("a full test at 20/5 Mbps reads within 5 %, and the upload never above the line")
    func fullTest() async throws {
        try namespaces.join(down: "20mbit", up: "5mbit")
        let (server, url) = try await serve()
        var best = (download: 0.0, upload: 0.0)
        // What else this machine does can only take from a rate: what the line gives shows in the best of three.
        for _ in 1...3 where best.download < 19 || best.upload < 4.75 {
            let answer = try await measure(url, "--full")
            let download = try #require(answer.downloadMbps)
            let upload = try #require(answer.uploadMbps)
            #expect(download <= 20 && upload <= 5, "\(download) Mbps down, \(upload) up: faster than the line")
            #expect(answer.problem == nil)
            best = (max(best.download, download), max(best.upload, upload))
        }
        #expect(best.download >= 19 && best.upload >= 4.75, "\(best)")
        withExtendedLifetime(server) {}
    }

    @Test("the emulated line is as far as it says and no faster, and goes with its input")
    func emulatedLine() async throws {
        let line = try await namespaces.emulate(
            down: "rate=20M,delay=20,queue=100000", up: "rate=5M,delay=20,queue=50000")
        let (server, url) = try await serve()
        let answer = try await measure(url, "--duration", "1")
        #expect((40..<60).contains(try #require(answer.idleLatencyMs)))
        #expect((5...20).contains(try #require(answer.downloadMbps)))
        #expect((1...5).contains(try #require(answer.uploadMbps)))
        withExtendedLifetime(server) {}
        #expect(try line.endInput() == 0)
        #expect(line.log.text.contains(" 0 times the ring was full"), "\(line.log.text)")
        for namespace in [namespaces.near, namespaces.far] {
            #expect(try !NamespacePair.run("ip", "-n", namespace, "link").contains("link0"))
        }
    }
}
