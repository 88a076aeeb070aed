public import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Whether somebody else's page answers in place of the one asked for, as a hotspot's log-in page or a provider's
/// "your balance is used up" does.
public struct PortalProbe: Sendable {
    /// A page, over plain HTTP on purpose, of which the whole answer is known.
    public struct Page: Sendable, Equatable {
        public var host: String
        public var port: Int
        public var path: String
        /// The body of its 200; nil where the answer is 204 without one.
        public var body: String?

        public init(host: String, port: Int = 80, path: String, body: String? = nil) {
            self.host = host
            self.port = port
            self.path = path
            self.body = body
        }
    }

    private let lookUp: HostLookup
    private let loop: any EventLoop

    public init(lookUp: @escaping HostLookup, on loop: any EventLoop) {
        self.lookUp = lookUp
        self.loop = loop
    }

    /// - Returns: nil where nothing was learnt: no name, no connection, no whole answer within `limit`, or an error of the
    ///   server's own (5xx but 511, which RFC 6585 made for captive pages).
    public func isCaptive(_ page: Page, limit: TimeAmount = .seconds(5)) async -> Bool? {
        let deadline = Deadline(in: limit, on: loop)
        let lookUp = lookUp
        guard let address = try? await deadline.value(of: { try await lookUp(page.host, page.port) }).first,
            let answer = try? await fetch(page, from: address, deadline)
        else { return nil }
        return Self.judge(status: answer.status, body: answer.body, page)
    }

    static func judge(status: Int, body: [UInt8], _ page: Page) -> Bool? {
        if status >= 500 && status != 511 { return nil }
        if let expected = page.body { return status != 200 || body != Array(expected.utf8) }
        return status != 204
    }

    private func fetch(_ page: Page, from address: SocketAddress, _ deadline: Deadline) async throws -> PortalAnswer {
        let whole = loop.makePromise(of: PortalAnswer.self)
        let made = ClientBootstrap(group: loop).connectTimeout(deadline.left)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
                    try channel.pipeline.syncOperations.addHandler(PortalAnswerHandler(whole))
                }
            }
            .connect(to: address)
        made.cascadeFailure(to: whole)
        defer { made.whenSuccess { $0.close(promise: nil) } }
        let channel = try await deadline.value(of: made)
        let headers: HTTPHeaders = ["Host": page.host, "Connection": "close", "Cache-Control": "no-cache"]
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: page.path, headers: headers)
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        return try await deadline.value(of: whole.futureResult)
    }
}
