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
        try self.init(paths: paths) { Self.machine(paths) }
    }

    /// - Parameter machine: looks at the parts this machine is known by.
    init(paths: AgentPaths, machine: @escaping @Sendable () -> MachineParts?) throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        core = try AgentCore(
            state: StateDirectory(path: paths.state), clock: .system(), group: group, version: Version.text,
            proxies: ProxySetting(environment: paths.environment), built: BuildDate.read(), machine: machine,
            gateway: Self.gateway)
    }

    static func machine(_ paths: AgentPaths) -> MachineParts? {
        MachineParts.read(roots: Roots(credentials: paths.environment["CREDENTIALS_DIRECTORY"]))
    }
}
