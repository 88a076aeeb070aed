internal import Glibc
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// Listens at a socket of the runtime directory for commands of root and of the agent's own user.
struct ControlService: Service, CustomStringConvertible {
    let desk: ControlDesk
    let path: String
    let group: any EventLoopGroup
    let bell: Doorbell
    let logger: Logger

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "control socket" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            let server = await listen()
            while await bell.wait(seconds: nil) != .closed {}
            guard let server else { return }
            try? await server.close().get()
            unlink(path)
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    /// Nil where it cannot: the agent does its work without being asked.
    private func listen() async -> (any Channel)? {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4)
            .childChannelInitializer { [desk] channel in
                PeerCredentials.isTrusted(channel).flatMapThrowing { isTrusted in
                    guard isTrusted else { throw ChannelError.operationUnsupported }
                    try channel.pipeline.syncOperations.addHandler(ControlHandler(desk: desk))
                }
            }
        do {
            let server = try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
            // Credentials are checked for each connection; this keeps others from knocking at all.
            guard chmod(path, 0o600) == 0 else {
                logger.error("commands cannot reach the running agent: \(path): \(String(cString: strerror(errno)))")
                try? await server.close().get()
                return nil
            }
            return server
        } catch {
            logger.error("commands cannot reach the running agent: \(path): \(error)")
            return nil
        }
    }
}
