import NIOHTTP1
import Testing

@testable import NDT7

struct RefusalCase: Sendable, CustomTestStringConvertible {
    var name: String
    var status: Int
    var change: @Sendable (inout HTTPRequestHead) -> Void
    var testDescription: String { name }
}

@Suite struct UpgradeTests {
    static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    static func request(_ uri: String = "/ndt/v7/download") -> HTTPRequestHead {
        HTTPRequestHead(
            version: .http1_1, method: .GET, uri: uri,
            headers: [
                "Host": "test", "Connection": "keep-alive, Upgrade", "Upgrade": "WebSocket", "Sec-WebSocket-Key": key,
                "Sec-WebSocket-Version": "13", "Sec-WebSocket-Protocol": "net.measurementlab.ndt.v7",
            ])
    }

    @Test func acceptIsTheOneOfRFC6455() {
        #expect(WebSocketKey.accept(for: Self.key) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(WebSocketKey.isValid(WebSocketKey.random()))
        #expect(WebSocketKey.random() != WebSocketKey.random())
    }

    @Test func acceptsWhatTheReferenceClientSends() throws {
        let request = try UpgradeRequest(Self.request("/ndt/v7/upload?client_name=a%20b&client_version=1.0+x"))
        #expect(request.direction == .upload)
        #expect(request.parameters == ["client_name": "a b", "client_version": "1.0 x"])
        #expect(request.earlyExitBytes == nil)
        // The prefix is the server's own.
        #expect(try UpgradeRequest(Self.request("/ndt/v7/upload?server_x=1&a=1")).parameters == ["a": "1"])
        #expect(request.acceptKey == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(try UpgradeRequest(Self.request("/ndt/v7/download?early_exit=250")).earlyExitBytes == 250_000_000)
    }

    static let refusals: [RefusalCase] = [
        RefusalCase(name: "other path", status: 404) { $0.uri = "/" },
        RefusalCase(name: "path with more", status: 404) { $0.uri = "/ndt/v7/download/x" },
        RefusalCase(name: "POST", status: 405) { $0.method = .POST },
        RefusalCase(name: "HTTP/1.0", status: 505) { $0.version = .http1_0 },
        RefusalCase(name: "no upgrade", status: 426) { $0.headers.remove(name: "Upgrade") },
        RefusalCase(name: "other upgrade", status: 426) { $0.headers.replaceOrAdd(name: "Upgrade", value: "h2c") },
        RefusalCase(name: "connection close", status: 426) {
            $0.headers.replaceOrAdd(name: "Connection", value: "close")
        },
        RefusalCase(name: "version 8", status: 426) {
            $0.headers.replaceOrAdd(name: "Sec-WebSocket-Version", value: "8")
        },
        RefusalCase(name: "no subprotocol", status: 400) { $0.headers.remove(name: "Sec-WebSocket-Protocol") },
        RefusalCase(name: "subprotocol among others", status: 400) {
            $0.headers.replaceOrAdd(name: "Sec-WebSocket-Protocol", value: "net.measurementlab.ndt.v7, chat")
        },
        RefusalCase(name: "subprotocol twice", status: 400) {
            $0.headers.add(name: "Sec-WebSocket-Protocol", value: "net.measurementlab.ndt.v7")
        },
        RefusalCase(name: "subprotocol in capitals", status: 400) {
            $0.headers.replaceOrAdd(name: "Sec-WebSocket-Protocol", value: "NET.measurementlab.ndt.v7")
        },
        RefusalCase(name: "no key", status: 400) { $0.headers.remove(name: "Sec-WebSocket-Key") },
        RefusalCase(name: "short key", status: 400) {
            $0.headers.replaceOrAdd(name: "Sec-WebSocket-Key", value: "YWJj")
        },
        RefusalCase(name: "two keys", status: 400) { $0.headers.add(name: "Sec-WebSocket-Key", value: key) },
        RefusalCase(name: "with a body", status: 400) { $0.headers.add(name: "Content-Length", value: "5") },
        RefusalCase(name: "chunked", status: 400) { $0.headers.add(name: "Transfer-Encoding", value: "chunked") },
        RefusalCase(name: "key twice in the query", status: 400) { $0.uri += "?a=1&a=2" },
        RefusalCase(name: "empty value", status: 400) { $0.uri += "?a=" },
        RefusalCase(name: "no value", status: 400) { $0.uri += "?a" },
        RefusalCase(name: "broken escape", status: 400) { $0.uri += "?a=%4" },
        RefusalCase(name: "escape that is not UTF-8", status: 400) { $0.uri += "?a=%FF" },
        RefusalCase(name: "same key, escaped", status: 400) { $0.uri += "?ab=1&a%62=2" },
        RefusalCase(name: "other early exit", status: 400) { $0.uri += "?early_exit=100" },
        RefusalCase(name: "long query", status: 400) { $0.uri += "?a=" + String(repeating: "x", count: 4095) },
    ]

    @Test("refuses", arguments: refusals)
    func refuses(_ refusal: RefusalCase) {
        var head = Self.request()
        refusal.change(&head)
        let error = #expect(throws: UpgradeRefusal.self) { try UpgradeRequest(head) }
        #expect(error.map { Int($0.status.code) } == refusal.status)
    }

    @Test func aQueryOf4096BytesPasses() throws {
        let value = String(repeating: "x", count: 4094)
        #expect(try UpgradeRequest(Self.request("/ndt/v7/download?a=" + value)).parameters == ["a": value])
    }

    @Test func whatAClientWritesAServerReads() throws {
        let query = QueryString.make([(key: "client_name", value: "парта & co=%+"), (key: "empty", value: "")])
        #expect(try QueryString.parse(query) == ["client_name": "парта & co=%+"])
    }

    // MARK: - The client's check

    static func response() -> HTTPResponseHead {
        HTTPResponseHead(
            version: .http1_1, status: .switchingProtocols,
            headers: [
                "Upgrade": "websocket", "Connection": "Upgrade",
                "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                "Sec-WebSocket-Protocol": "net.measurementlab.ndt.v7",
            ])
    }

    @Test func theClientTakesARightAnswer() throws {
        try UpgradeResponse.check(Self.response(), key: Self.key)
    }

    @Test(
        "the client refuses a wrong answer",
        arguments: [
            ("Upgrade", "h2c"), ("Connection", "close"), ("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOO="),
            ("Sec-WebSocket-Protocol", "chat"), ("Sec-WebSocket-Extensions", "permessage-deflate"),
        ])
    func wrongAnswer(header: String, value: String) {
        var head = Self.response()
        head.headers.replaceOrAdd(name: header, value: value)
        let failure = #expect(throws: NDT7Failure.self) { try UpgradeResponse.check(head, key: Self.key) }
        guard case .badHandshake = failure?.kind else {
            Issue.record("\(header): \(String(describing: failure))")
            return
        }
    }

    @Test("the client reads a refusal", arguments: [("7", 7), ("-1", nil), ("soon", nil)] as [(String, Int?)])
    func refusal(retryAfter: String, seconds: Int?) {
        let head = HTTPResponseHead(
            version: .http1_1, status: .serviceUnavailable, headers: ["Retry-After": retryAfter])
        let expected = NDT7Failure.refused(status: 503, retryAfterSeconds: seconds)
        #expect(throws: expected) { try UpgradeResponse.check(head, key: Self.key) }
    }

    // MARK: - URLs

    @Test(
        "a server's URL",
        arguments: [
            ("ws://10.0.0.1:8000", TestServer(host: "10.0.0.1", port: 8000)),
            ("ws://[::1]:8000/", TestServer(host: "::1", port: 8000)),
            (
                "wss://ndt.example/ndt/v7/download?access_token=a%20b",
                TestServer(host: "ndt.example", port: 443, isSecure: true, query: "access_token=a%20b")
            ),
            ("WS://parta", TestServer(host: "parta", port: 80)),
        ])
    func serverURL(text: String, server: TestServer) throws {
        #expect(try TestServer(url: text) == server)
    }

    @Test(
        "no server's URL", arguments: ["", "parta:80", "http://a", "ws://", "ws://a:99999", "ws://u:p@a", "ws://a b"])
    func noServerURL(text: String) {
        #expect(throws: NDT7Failure.badServer(text)) { try TestServer(url: text) }
    }
}
