internal import NIOHTTP1

/// What a client asks for, once its upgrade request has been found in order.
struct UpgradeRequest: Sendable, Equatable {
    /// The reference server compares the whole header with this, and so do we.
    static let subprotocol = "net.measurementlab.ndt.v7"
    /// `early_exit` counts megabytes and knows no other value.
    static let earlyExitMegabytes = 250

    var direction: Direction
    /// After how many bytes of payload the client wants its download ended.
    var earlyExitBytes: Int?
    /// The query, unescaped.
    var parameters: [String: String]
    /// The `Sec-WebSocket-Accept` that answers the client's key.
    var acceptKey: String

    /// - Throws: `UpgradeRefusal` with the status and the sentence to answer.
    init(_ head: HTTPRequestHead) throws(UpgradeRefusal) {
        let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let direction = Direction.allCases.first(where: { $0.path == parts[0] }) else {
            throw UpgradeRefusal(.notFound, "there are \(Direction.download.path) and \(Direction.upload.path) here")
        }
        guard head.method == .GET else {
            throw UpgradeRefusal(.methodNotAllowed, "a test starts with GET", headers: [("Allow", "GET")])
        }
        guard head.version == .http1_1 else { throw UpgradeRefusal(.httpVersionNotSupported, "a test needs HTTP/1.1") }
        let headers = head.headers
        guard headers[canonicalForm: "Connection"].contains(where: { $0.lowercased() == "upgrade" }),
            headers[canonicalForm: "Upgrade"].contains(where: { $0.lowercased() == "websocket" })
        else {
            throw UpgradeRefusal(.upgradeRequired, "a test is a WebSocket", headers: [("Upgrade", "websocket")])
        }
        guard headers["Sec-WebSocket-Version"] == ["13"] else {
            throw UpgradeRefusal(
                .upgradeRequired, "only WebSocket version 13 is spoken", headers: [("Sec-WebSocket-Version", "13")])
        }
        guard headers["Sec-WebSocket-Protocol"] == [Self.subprotocol] else {
            throw UpgradeRefusal(.badRequest, "Sec-WebSocket-Protocol has to be \(Self.subprotocol) alone")
        }
        guard let key = headers["Sec-WebSocket-Key"].only, WebSocketKey.isValid(key) else {
            throw UpgradeRefusal(.badRequest, "Sec-WebSocket-Key has to be 16 bytes in base64")
        }
        guard headers["Transfer-Encoding"].isEmpty, headers["Content-Length"].allSatisfy({ $0 == "0" }) else {
            throw UpgradeRefusal(.badRequest, "an upgrade has no body")
        }
        do {
            parameters = try QueryString.parse(parts.count == 2 ? parts[1] : "")
        } catch {
            throw UpgradeRefusal(.badRequest, "\(error)")
        }
        if let earlyExit = parameters["early_exit"] {
            guard earlyExit == "\(Self.earlyExitMegabytes)" else {
                throw UpgradeRefusal(.badRequest, "early_exit accepts \(Self.earlyExitMegabytes) only")
            }
            earlyExitBytes = Self.earlyExitMegabytes * 1_000_000
        }
        self.direction = direction
        acceptKey = WebSocketKey.accept(for: key)
    }

    var responseHead: HTTPResponseHead {
        HTTPResponseHead(
            version: .http1_1, status: .switchingProtocols,
            headers: [
                "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": acceptKey,
                "Sec-WebSocket-Protocol": Self.subprotocol,
            ])
    }
}

/// Why a request does not become a test.
struct UpgradeRefusal: Error, Equatable {
    var status: HTTPResponseStatus
    /// One sentence for whoever wrote the client.
    var reason: String
    var headers: HTTPHeaders

    init(_ status: HTTPResponseStatus, _ reason: String, headers: [(String, String)] = []) {
        self.status = status
        self.reason = reason
        self.headers = HTTPHeaders(headers)
    }

    static func busy(retryAfterSeconds: Int) -> UpgradeRefusal {
        UpgradeRefusal(
            .serviceUnavailable, "as many tests are running as this server allows",
            headers: [("Retry-After", "\(retryAfterSeconds)")])
    }
}

extension Array {
    /// The element of an array of one.
    var only: Element? { count == 1 ? self[0] : nil }
}
