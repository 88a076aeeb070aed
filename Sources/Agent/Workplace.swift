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

    /// The same, where root opens the state as whom it belongs to, and is root again afterwards.
    /// - Parameter owner: nil where nothing is laid down.
    /// - Throws: as `init(paths:)`.
    public init(paths: AgentPaths, owner: StateOwner?) throws {
        guard let owner else {
            try self.init(paths: paths)
            return
        }
        // Read by root: the owner may not see all of what the machine is known by, and would take it for another one.
        let parts = Self.machine(paths)
        var own = paths
        own.state = owner.path
        try owner.assume()
        defer { owner.resume() }
        do {
            try self.init(paths: own, shownAs: paths.state) { parts }
        } catch {
            throw owner.plain(error)
        }
    }

    /// - Parameters:
    ///   - shownAs: what the state directory is called where the state tells of itself; nil for its path.
    ///   - machine: looks at the parts this machine is known by.
    private init(
        paths: AgentPaths, shownAs: String? = nil, machine: @escaping @Sendable () -> MachineParts?
    ) throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        core = try AgentCore(
            state: StateDirectory(path: paths.state, shownAs: shownAs), clock: .system(), group: group,
            version: Version.text,
            proxies: ProxySetting(environment: paths.environment), built: BuildDate.read(), machine: machine,
            gateway: Self.gateway)
    }

    static func machine(_ paths: AgentPaths) -> MachineParts? {
        MachineParts.read(roots: Roots(credentials: paths.environment["CREDENTIALS_DIRECTORY"]))
    }
}
