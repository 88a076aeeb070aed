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
    /// The query, unescaped, without what the specification reserves for the server.
    var parameters: [String: String]
    /// `access_token` of the query, or what follows `Authorization: Bearer`.
    var token: String?
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
            parameters = try QueryString.parse(parts.count == 2 ? parts[1] : "").filter { !$0.key.hasPrefix("server_") }
        } catch {
            throw UpgradeRefusal(.badRequest, "\(error)")
        }
        if let earlyExit = parameters["early_exit"] {
            guard earlyExit == "\(Self.earlyExitMegabytes)" else {
                throw UpgradeRefusal(.badRequest, "early_exit accepts \(Self.earlyExitMegabytes) only")
            }
            earlyExitBytes = Self.earlyExitMegabytes * 1_000_000
        }
        token = try Self.token(parameters, headers)
        self.direction = direction
        acceptKey = WebSocketKey.accept(for: key)
    }

    private static func token(
        _ parameters: [String: String], _ headers: HTTPHeaders
    ) throws(UpgradeRefusal) -> String? {
        let authorization = headers["Authorization"]
        guard let value = authorization.first else { return parameters["access_token"] }
        let words = value.split(separator: " ", omittingEmptySubsequences: true)
        guard authorization.count == 1, words.count == 2, words[0].lowercased() == "bearer" else {
            throw UpgradeRefusal(.badRequest, "Authorization has to be one Bearer and one token")
        }
        let token = String(words[1])
        guard parameters["access_token"].map({ $0 == token }) != false else {
            throw UpgradeRefusal(.badRequest, "access_token and Authorization name two tokens")
        }
        return token
    }

    /// - Parameter load: this server's, for a client that wants to judge its result.
    func responseHead(load: ServerLoad) -> HTTPResponseHead {
        var headers: HTTPHeaders = [
            "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": acceptKey,
            "Sec-WebSocket-Protocol": Self.subprotocol,
        ]
        load.add(to: &headers)
        return HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
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

    static func unauthorized(_ reason: String) -> UpgradeRefusal {
        UpgradeRefusal(.unauthorized, reason, headers: [("WWW-Authenticate", "Bearer")])
    }

    /// - Parameter retryAfterSeconds: for reasons that have no date of their own.
    init(_ refusal: Admission.Refusal, retryAfterSeconds: Int) {
        switch refusal {
        case .full: self = .busy(retryAfterSeconds: retryAfterSeconds)
        case .ledger(.alreadyRunning):
            self.init(
                .tooManyRequests, "a test of yours in this direction is running",
                headers: [("Retry-After", "\(retryAfterSeconds)")])
        case .ledger(.tooOften(let seconds)):
            self.init(
                .tooManyRequests, "you have run as many tests as you may within an hour",
                headers: [("Retry-After", "\(seconds)")])
        case .ledger(.grantSpent):
            self.init(.forbidden, "this token has been used as often as it may: ask for another lease")
        }
    }
}

extension Array {
    /// The element of an array of one.
    var only: Element? { count == 1 ? self[0] : nil }
}
