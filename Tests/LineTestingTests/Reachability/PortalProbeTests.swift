import NIOCore
import NIOPosix
import Testing

@testable import LineTesting

@Suite(.timeLimit(.minutes(1))) struct PortalProbeTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    @Test(
        arguments: [
            ("204, as asked for", "HTTP/1.1 204 No Content\r\n\r\n", nil, false),
            (
                "a redirect", "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n", nil,
                true
            ),
            ("a page instead of none", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlogin", nil, true),
            ("the page's own body", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n", "ok\n", false),
            ("another body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlogin", "ok\n", true),
            ("more than the body", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok\n!", "ok\n", true),
            ("network authentication required", "HTTP/1.1 511 Log In\r\nContent-Length: 0\r\n\r\n", nil, true),
            ("the server's own trouble", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", nil, nil),
            ("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", nil, nil), ("closed at once", "", nil, nil),
            ("half an answer", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nok", "ok", nil),
            (
                "an endless page",
                "HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + String(repeating: "x", count: 8_000), "ok", true
            ),
        ] as [(String, String, String?, Bool?)])
    func whoseAnswerItIs(_ name: String, _ answer: String, _ body: String?, _ captive: Bool?) async throws {
        let server = try await ScriptedServer(.plain, answer: answer, on: loop)
        let page = PortalProbe.Page(host: "check.example", port: server.port, path: "/generate_204", body: body)
        let found = await PortalProbe(lookUp: ScriptedServer.loopback, on: loop).isCaptive(page)
        #expect(found == captive, "\(name)")
        let asked = try await server.request()
        #expect(asked.hasPrefix("GET /generate_204 HTTP/1.1\r\n") && asked.contains("check.example"))
        try await server.close()
    }

    @Test func silenceTellsNothing() async throws {
        let server = try await ScriptedServer(.plain, answer: nil, on: loop)
        let page = PortalProbe.Page(host: "check.example", port: server.port, path: "/")
        let probe = PortalProbe(lookUp: ScriptedServer.loopback, on: loop)
        #expect(await probe.isCaptive(page, limit: .milliseconds(150)) == nil)
        try await server.close()
        #expect(await probe.isCaptive(page) == nil, "nobody there")
        let nameless = PortalProbe(lookUp: { _, _ in [] }, on: loop)
        #expect(await nameless.isCaptive(page) == nil)
    }
}
