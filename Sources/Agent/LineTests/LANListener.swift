internal import Logging
internal import NDT7
internal import NIOCore
internal import Synchronization

/// Takes one NDT7 test each way from another computer of the school, for as long as a lease runs, and is gone.
final class LANListener: LANListening {
    private let server: NDT7Server
    private let done: Doorbell
    let address: String

    /// - Parameters:
    ///   - host: this computer's own address on the school's network.
    ///   - token: whoever presents it may test, once each way.
    ///   - seconds: how long the token is good for.
    /// - Throws: when the address cannot be listened at.
    init(
        host: String, token: String, seconds: Int, group: any EventLoopGroup, logger: Logger
    ) async throws {
        let done = Doorbell(on: group.next())
        let ended = Mutex<Set<Direction>>([])
        // Two, because the upload begins while the download's connection is still being closed.
        var configuration = NDT7Server.Configuration(
            host: host, maximumConcurrentTests: 2, maximumConnections: 40,
            onTestEnd: { summary in
                let isAll = ended.withLock { ended in
                    ended.insert(summary.direction)
                    return ended.count == 2
                }
                if isAll { done.ring() }
            })
        configuration.authorize = { request in
            guard request.token == token else { return .unauthorized(reason: "this is not the lease's token") }
            let grant = TestClient.Grant(id: "lan", testsEachWay: 1, secondsLeft: seconds)
            return .allowed(TestClient(key: "lan", grant: grant))
        }
        server = NDT7Server(configuration: configuration, logger: logger)
        try await server.start(group: group)
        self.done = done
        let port = server.boundAddress?.port ?? 0
        address = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    func used(within seconds: Double) async -> Bool {
        await withTaskCancellationHandler {
            await done.wait(seconds: seconds) == .rang
        } onCancel: {
            done.close()
        }
    }

    func close() async { await server.shutdown() }
}
