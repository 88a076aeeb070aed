public import LineTesting
public import NIOCore
public import Reports

/// The agent's eyes and ears: scanning and measuring, wired for the rounds.
public struct Senses: Sendable {
    let core: AgentCore
    let options: LineTestOptions
    private let paths: AgentPaths
    let group: any EventLoopGroup
    let durationSeconds: Int?
    let progress: (@Sendable (LineProgress) -> Void)?
    private let complain: @Sendable (String) -> Void
    private let sources = ScanSourceCache()

    /// - Parameters:
    ///   - durationSeconds: how long each direction of a line test runs; nil for the protocol's ten seconds.
    ///   - complain: takes what is wrong with the hardware knowledge and the settings, a sentence each.
    public init(
        core: AgentCore, paths: AgentPaths, group: any EventLoopGroup, durationSeconds: Int? = nil,
        progress: (@Sendable (LineProgress) -> Void)? = nil, complain: @escaping @Sendable (String) -> Void
    ) {
        self.core = core
        self.paths = paths
        self.group = group
        self.durationSeconds = durationSeconds
        self.progress = progress
        self.complain = complain
        options = LineTestOptions(environment: paths.environment, complain: complain)
    }

    /// Looks at the computer, as services take it.
    public func scan(_ enrollment: Enrollment) -> Scan {
        // Asked anew at each look: a re-key changes who this is.
        let agent = core.agent
        let source = sources.source(for: agent, enrollment) {
            let source = ScanSource(
                knowledge: paths.knowledge, database: core.state.hardwareDatabasePath, computer: agent.text,
                label: enrollment.label,
                room: enrollment.room, pedagogical: enrollment.pedagogical, environment: paths.environment)
            source.complaints.forEach(complain)
            return source
        }
        return source.scan(regionHash: enrollment.regionHash)
    }

}
