internal import FoundationEssentials
internal import NDT7
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Reports

/// Opens connections to the server, each a TLS handshake of its own in which the server's key is held against the pin.
struct Dialer: Sendable {
    let server: LoopbackServer
    let group: any EventLoopGroup
    let wire = Traffic()
    let http = Traffic()
    private let secure: ChannelPreparation

    /// - Throws: `NIOSSLError`.
    init(server: LoopbackServer, pin: ServerPin, on group: any EventLoopGroup) throws {
        self.server = server
        self.group = group
        secure = try SecureTransport.client(
            host: server.address.ipAddress ?? "",
            trust: .custom { chain, promise in
                let key = try? chain.first?.extractPublicKey().toSPKIBytes()
                let isKnown = key.map { ServerPin(publicKeyInfo: Data($0)) == pin } ?? false
                promise.succeed(isKnown ? .certificateVerified : .failed)
            })
    }

    /// - Throws: what the network or TLS says; `LoadFailure.otherServer` for another key.
    func connect() async throws -> LoadConnection {
        let (secure, wire, http) = (secure, wire, http)
        let channel = try await ClientBootstrap(group: group)
            .connectTimeout(.seconds(30))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(TrafficMeter(wire))
                }
                .flatMap { secure(channel) }
                .flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(TrafficMeter(http))
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(HTTPExchangeHandler())
                }
            }
            .connect(to: server.address).get()
        return LoadConnection(channel: channel, server: server)
    }
}

/// One open connection.
struct LoadConnection: Sendable {
    private static let answerLimit = TimeAmount.seconds(120)
    private static let userAgent = "parta-load/\(Version.text)"

    let channel: any Channel
    let server: LoopbackServer

    func post(_ path: String, _ body: ByteBuffer) async throws -> HTTPAnswer {
        let packed = try PackedBody(Data(body.readableBytesView))
        var headers: HTTPHeaders = ["Content-Type": Envelope.mediaType, "Content-Length": "\(packed.data.count)"]
        if packed.isGzip { headers.add(name: "Content-Encoding", value: "gzip") }
        return try await ask(.POST, path, headers, ByteBuffer(bytes: packed.data))
    }

    func get(_ path: String) async throws -> HTTPAnswer { try await ask(.GET, path, [:], nil) }

    func close() { channel.close(promise: nil) }

    private func ask(
        _ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders, _ body: ByteBuffer?
    ) async throws -> HTTPAnswer {
        // As an agent writes them.
        var all: HTTPHeaders = ["Host": server.authority, "User-Agent": Self.userAgent, "Accept": "application/json"]
        all.add(contentsOf: headers)
        let promise = channel.eventLoop.makePromise(of: HTTPAnswer.self)
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: all)
        let alarm = channel.eventLoop.scheduleTask(in: Self.answerLimit) {
            promise.fail(ChannelError.connectTimeout(Self.answerLimit))
        }
        channel.writeAndFlush(HTTPExchange(head: head, body: body, promise: promise)).cascadeFailure(to: promise)
        defer { alarm.cancel() }
        return try await promise.futureResult.get()
    }
}
