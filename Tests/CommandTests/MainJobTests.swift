import Foundation
import Testing

@Suite("The main job, with the real programs", .timeLimit(.minutes(3)))
struct MainJobTests {
    struct DeviceAnswer: Decodable {
        var category: String
        var confidence: String
        var rule: String
        var bus: String
    }

    struct LineAnswer: Decodable {
        var lastDownloadMbps: Double?
        var lastUploadMbps: Double?
        var tests: Int
        var testsLeftOut: [String: Int]

        /// Every test that arrived, judged or left out with its reason: what loopback gives depends on who else is busy.
        var arrived: Int { tests + testsLeftOut.values.reduce(0, +) }
    }

    struct AgentAnswer: Decodable {
        var reports: Int
        var setAside: Int
    }

    @Test("from this machine's devices and line to a regional query")
    func endToEnd() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let once = try await region.agent("once", "one", "--duration", "1")
        #expect(once.exit == 0, "\(once.errors)")

        let devices: [DeviceAnswer] = try await region.parta("devices", "--format", "json").json(
            keys: .convertFromSnakeCase)
        #expect(devices.contains { $0.category == "network_adapter" }, "this machine's network adapter")
        #expect(devices.contains { $0.category == "storage" }, "this machine's disk")
        #expect(devices.allSatisfy { !$0.rule.isEmpty && !$0.confidence.isEmpty })

        let lines: [LineAnswer] = try await region.parta("lines", "--format", "json").json(keys: .convertFromSnakeCase)
        #expect(lines.count == 1)
        // At loopback's speed the download alone may use up what a lease allows.
        #expect((lines.first?.lastDownloadMbps ?? 0) > 0, "\(lines)")

        for question in ["schools", "computers", "devices", "lines", "platforms", "agents", "enrollment"] {
            for format in ["table", "json", "csv"] {
                let answer = try await region.parta(question, "--format", format)
                #expect(answer.exit == 0 && !answer.output.isEmpty, "\(question) \(format): \(answer.errors)")
            }
        }
        #expect(try region.stop() == 0)
    }

    @Test("an aggregator killed in the middle of a round loses nothing and takes nothing twice")
    func killedInTheMiddle() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        try #require(first.exit == 0, "\(first.errors)")

        async let interrupted = region.agent("once", "one", "--duration", "3")
        // The agent's scan is kept before its test begins.
        try await region.lineTestBegins()
        try region.kill()
        let result = try await interrupted
        #expect(result.exit == 69, "\(result.exit): \(result.errors)")

        try await region.start()
        let again = try await region.agent("once", "one", "--duration", "1")
        #expect(again.exit == 0, "\(again.errors)")

        let lines: [LineAnswer] = try await region.parta("lines", "--format", "json").json(keys: .convertFromSnakeCase)
        #expect(lines.map(\.arrived).reduce(0, +) >= 2, "\(lines)")
        let agents: [AgentAnswer] = try await region.parta("agents", "--format", "json").json(
            keys: .convertFromSnakeCase)
        #expect(agents.map(\.setAside) == [0])
        let status = try await region.agent("status", "one", "--format", "json")
        struct Status: Decodable {
            struct Outbox: Decodable {
                var pending: Int
                var unsealedLineTests: Int
                var nextSeq: Int
            }
            var outbox: Outbox
        }
        let kept = try status.json(Status.self, keys: .convertFromSnakeCase).outbox
        #expect(kept.pending == 0 && kept.unsealedLineTests == 0, "\(status.output)")
        #expect(agents.map(\.reports) == [kept.nextSeq - 1], "every number of the stream arrived, once")
    }
}
