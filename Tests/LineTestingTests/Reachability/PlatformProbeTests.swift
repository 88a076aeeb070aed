import LineTesting
import NIOCore
import NIOPosix
import NIOSSL
import Reports
import Testing

@Suite(.timeLimit(.minutes(1))) struct PlatformProbeTests {
    private static let certificate = Result { try TestCertificate() }
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    private func probe(
        host: TimeAmount = .seconds(5), all: TimeAmount = .seconds(30), trusting: Bool = true
    ) throws -> PlatformProbe {
        let configuration = trusting ? try Self.certificate.get().trustingClient : .makeClientConfiguration()
        return try PlatformProbe(
            lookUp: ScriptedServer.loopback, configuration: configuration, limits: .init(host: host, all: all), on: loop
        )
    }

    private func server(_ answer: String?) async throws -> ScriptedServer {
        try await ScriptedServer(.tls(try Self.certificate.get().server), answer: answer, on: loop)
    }

    private func reach(_ probe: PlatformProbe, _ port: Int, host: String = "platform.example") async -> PlatformReach? {
        await probe.measure([.init(name: "P", host: host, port: port)]).first
    }

    /// Which steps have a time, as letters: name, connect, TLS, first byte.
    private func steps(_ reach: PlatformReach?) -> String {
        let times = [
            ("n", reach?.nameMs), ("c", reach?.connectMs), ("t", reach?.tlsMs), ("f", reach?.firstByteMs),
        ]
        return times.compactMap { $1.map { $0 >= 0 } == true ? $0 : nil }.joined()
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 405 No\r\n\r\n", "?"]) func anyByteIsReach(_ answer: String)
        async throws
    {
        let server = try await server(answer)
        let reach = await reach(try probe(), server.port)
        #expect(steps(reach) == "nctf" && reach?.problem == nil && reach?.platform == "P")
        let asked = try await server.request()
        #expect(asked.hasPrefix("HEAD / HTTP/1.1\r\nHost: platform.example:\(server.port)\r\n"))
        #expect(!asked.lowercased().contains("cookie"))
        try await server.close()
    }

    @Test func anUnknownAuthorityStopsAtTLS() async throws {
        let server = try await server("HTTP/1.1 200 OK\r\n\r\n")
        let reach = await reach(try probe(trusting: false), server.port)
        #expect(steps(reach) == "nc" && reach?.problem?.hasPrefix("tls: ") == true)
        try await server.close()
    }

    @Test func anotherNamesCertificateStopsAtTLS() async throws {
        let server = try await server("HTTP/1.1 200 OK\r\n\r\n")
        let reach = await reach(try probe(), server.port, host: "other.example")
        #expect(steps(reach) == "nc" && reach?.problem?.hasPrefix("tls: ") == true)
        try await server.close()
    }

    @Test func plainTextStopsAtTLS() async throws {
        let server = try await ScriptedServer(.plain, answer: "HTTP/1.1 302 Found\r\n\r\n", on: loop)
        let reach = await reach(try probe(), server.port)
        #expect(steps(reach) == "nc" && reach?.problem?.hasPrefix("tls: ") == true)
        try await server.close()
    }

    @Test func silenceStopsWhereItFalls() async throws {
        let dumb = try await ScriptedServer(.plain, answer: nil, on: loop)
        let beforeTLS = await reach(try probe(host: .milliseconds(200)), dumb.port)
        #expect(steps(beforeTLS) == "nc" && beforeTLS?.problem == "tls: no answer within 0.2 s")
        try await dumb.close()
        let server = try await server(nil)
        let afterTLS = await reach(try probe(host: .milliseconds(500)), server.port)
        #expect(steps(afterTLS) == "nct" && afterTLS?.problem == "first byte: no answer within 0.5 s")
        try await server.close()
        let gone = await reach(try probe(), server.port)
        #expect(steps(gone) == "n" && gone?.problem == "connect: Connection refused")
    }

    @Test func theListsTimeIsBounded() async throws {
        let dumb = try await ScriptedServer(.plain, answer: nil, on: loop)
        let probe = try probe(host: .milliseconds(150), all: .milliseconds(200))
        let list = (1...4).map { PlatformList.Platform(name: "P\($0)", host: "platform.example", port: dumb.port) }
        let reaches = await probe.measure(list)
        #expect(reaches.map(\.platform) == ["P1", "P2", "P3", "P4"])
        #expect(reaches.last?.problem == "not tried: the list's time of 0.2 s was up")
        #expect(reaches.first?.problem == "tls: no answer within 0.15 s")
        try await dumb.close()
    }

    @Test func aNameWithoutAnAddressIsTold() async throws {
        let probe = try PlatformProbe(lookUp: { _, _ in [] }, on: loop)
        #expect(await reach(probe, 443)?.problem == "name: it has no address")
    }
}
