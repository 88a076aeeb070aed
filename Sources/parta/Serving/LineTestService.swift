internal import Aggregator
internal import Logging
internal import NDT7
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// The NDT7 listener as a service: started before the reports' one, so that enrolment can say where it is.
struct LineTestService: Service {
    private let server: NDT7Server
    private let address: ListenAddress

    /// - Parameters:
    ///   - authorize: who may test; nil opens the server to everybody.
    ///   - transport: the TLS below the tests; nil for plain ws.
    init(
        listen: ListenAddress, maximumTests: Int, authorize: TestAuthorization?, transport: LineTestTransport? = nil,
        logger: Logger
    ) {
        address = listen
        var configuration = NDT7Server.Configuration(host: listen.host, port: listen.port)
        configuration.maximumConcurrentTests = maximumTests
        configuration.authorize = authorize
        if let transport { configuration.prepareChannel = { transport.prepare($0) } }
        if authorize == nil {
            // Whoever opens a server means many at one address too: only the server's own limit holds.
            configuration.addressQuota = TestQuota(
                concurrentEachWay: max(configuration.addressQuota.concurrentEachWay, maximumTests),
                testsPerHour: max(configuration.addressQuota.testsPerHour, maximumTests * 120))
        }
        configuration.onTestBegin = { direction, client in
            logger.info("line test begins", metadata: ["direction": "\(direction.rawValue)", "client": "\(client)"])
        }
        configuration.onTestEnd = { summary in
            logger.info(
                "line test ended",
                metadata: [
                    "direction": "\(summary.direction.rawValue)", "client": "\(summary.client)",
                    "bytes": "\(summary.bytes)", "clean": "\(summary.closedCleanly)",
                ])
        }
        server = NDT7Server(configuration: configuration, logger: logger)
    }

    /// Listens; answers the port.
    /// - Throws: `AggregatorFailure.cannotListen`.
    func start() async throws -> Int {
        do {
            try await server.start(group: MultiThreadedEventLoopGroup.singleton)
        } catch {
            throw AggregatorFailure.cannotListen(on: address, because: error)
        }
        return server.boundAddress?.port ?? address.port
    }

    func run() async throws {
        try? await gracefulShutdown()
        await server.shutdown()
    }
}
