internal import Inventory
public import NIOCore
internal import NIOPosix
internal import Reports

/// What every command on the agent's state needs: the state, held alone, and one event loop.
public struct Workplace: Sendable {
    public let core: AgentCore
    public let group: any EventLoopGroup

    /// - Throws: `StateFailure` when the directory cannot be used or another process holds it, `OutboxFailure`.
    public init(paths: AgentPaths) throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        core = try AgentCore(
            state: StateDirectory(path: paths.state), clock: .system(), group: group, version: Version.text,
            proxies: ProxySetting(environment: paths.environment),
            machine: {
                MachineParts.read(roots: Roots(credentials: paths.environment["CREDENTIALS_DIRECTORY"]))
            },
            gateway: Self.gateway)
    }
}
