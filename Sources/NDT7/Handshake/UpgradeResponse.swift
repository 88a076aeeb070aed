internal import NIOHTTP1

/// The client's half of the upgrade: what is asked, and whether the answer is the one to expect.
enum UpgradeResponse {
    static func requestHead(server: TestServer, direction: Direction, query: String, key: String) -> HTTPRequestHead {
        HTTPRequestHead(
            version: .http1_1, method: .GET, uri: direction.path + (query.isEmpty ? "" : "?" + query),
            headers: [
                "Host": server.authority, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key,
                "Sec-WebSocket-Version": "13", "Sec-WebSocket-Protocol": UpgradeRequest.subprotocol,
                "User-Agent": "parta",
            ])
    }

    /// - Throws: `NDT7Failure` unless the server switched to our WebSocket, our key read and nothing added.
    static func check(_ head: HTTPResponseHead, key: String) throws(NDT7Failure) {
        guard head.status == .switchingProtocols else {
            // A date is allowed by HTTP too; without seconds the caller backs off as it sees fit.
            let seconds = head.headers["Retry-After"].only.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
            throw .refused(status: Int(head.status.code), retryAfterSeconds: seconds)
        }
        guard head.headers[canonicalForm: "Upgrade"].map({ $0.lowercased() }) == ["websocket"],
            head.headers[canonicalForm: "Connection"].contains(where: { $0.lowercased() == "upgrade" })
        else { throw .badHandshake("it switched to something that is not WebSocket") }
        guard head.headers["Sec-WebSocket-Accept"] == [WebSocketKey.accept(for: key)] else {
            throw .badHandshake("its Sec-WebSocket-Accept does not answer our key")
        }
        guard head.headers["Sec-WebSocket-Protocol"] == [UpgradeRequest.subprotocol] else {
            throw .badHandshake("it did not choose the subprotocol \(UpgradeRequest.subprotocol)")
        }
        guard head.headers["Sec-WebSocket-Extensions"].isEmpty else {
            throw .badHandshake("it switched on WebSocket extensions that were not asked for")
        }
    }
}
