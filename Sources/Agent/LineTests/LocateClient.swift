internal import FoundationEssentials
internal import NDT7
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Asks M-Lab which servers are near: one request a test, with nothing in it that tells of the school or the computer.
struct LocateClient: Sendable {
    /// Whom to ask.
    struct Endpoint: Sendable {
        var host = "locate.measurementlab.net"
        var port = 443
        var path = "/v2/nearest/ndt/ndt7"
        /// Where the host is, in place of asking for its name.
        var address: SocketAddress?
        /// Nil for the system's certificates.
        var roots: NIOSSLTrustRoots?
    }

    enum Outcome: Sendable, Equatable {
        case servers([TestServer])
        /// 204 or 429: no capacity now, come back much later.
        case patience(seconds: Int?)
        case failed(reason: String)
    }

    /// An answer is four results of about 2 kB.
    private static let answerLimitBytes = 65_536

    var endpoint = Endpoint()
    let group: any EventLoopGroup
    let userAgent: String
    /// For a whole request.
    var timeLimit = TimeAmount.seconds(20)

    /// A cancelled task gives up at once.
    func nearest() async -> Outcome {
        let loop = group.next()
        let promise = loop.makePromise(of: HTTPAnswer.self)
        let host = endpoint.host
        let alarm = loop.scheduleTask(in: timeLimit) {
            promise.fail(ConnectionFailure(code: .timedOut, server: host, reason: "did not answer in time"))
        }
        defer { alarm.cancel() }
        connect(on: loop).whenComplete { connected in
            switch connected {
            case .success(let channel):
                promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
                channel.writeAndFlush(request(answering: promise)).whenFailure { promise.fail($0) }
            case .failure(let error): promise.fail(error)
            }
        }
        do {
            let answer = try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                promise.fail(CancellationError())
            }
            return Self.outcome(of: answer)
        } catch {
            return .failed(reason: "\(host) \(ConnectionFailure(error, server: host).reason)")
        }
    }

    static func outcome(of answer: HTTPAnswer) -> Outcome {
        switch answer.status {
        case 204, 429: .patience(seconds: answer.retryAfterSeconds)
        case 500...: .patience(seconds: answer.retryAfterSeconds)
        case 200:
            if let found = LocateAnswer(json: answer.body), !found.servers.isEmpty {
                .servers(found.servers)
            } else {
                .failed(reason: "Locate named no server that can be used")
            }
        default: .failed(reason: "Locate answered with HTTP \(answer.status)")
        }
    }

    private func request(answering promise: EventLoopPromise<HTTPAnswer>) -> Exchange {
        let headers: HTTPHeaders = [
            "Host": endpoint.host, "User-Agent": userAgent, "Accept": "application/json", "Connection": "close",
        ]
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: endpoint.path, headers: headers)
        return Exchange(head: head, body: ByteBuffer(), promise: promise)
    }

    private func connect(on loop: any EventLoop) -> EventLoopFuture<any Channel> {
        let context: NIOSSLContext
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            if let roots = endpoint.roots { configuration.trustRoots = roots }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            return loop.makeFailedFuture(error)
        }
        if let address = endpoint.address { return connect(toFirstOf: [address], context: context, on: loop) }
        return AddressLookup.addresses(of: endpoint.host, port: endpoint.port, named: endpoint.host, on: loop)
            .flatMap { connect(toFirstOf: $0[...], context: context, on: loop) }
    }

    private func connect(
        toFirstOf addresses: ArraySlice<SocketAddress>, context: NIOSSLContext, on loop: any EventLoop
    ) -> EventLoopFuture<any Channel> {
        let host = endpoint.host
        guard let address = addresses.first else {
            return loop.makeFailedFuture(
                ConnectionFailure(code: .unresolvable, server: host, reason: "has no address"))
        }
        let connected = ClientBootstrap(group: loop).connectTimeout(.seconds(8)).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: host))
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(ExchangeHandler(server: host, answerLimitBytes: Self.answerLimitBytes))
            }
        }.connect(to: address)
        return connected.flatMapError { error in
            let rest = addresses.dropFirst()
            return rest.isEmpty
                ? loop.makeFailedFuture(error) : connect(toFirstOf: rest, context: context, on: loop)
        }
    }
}
