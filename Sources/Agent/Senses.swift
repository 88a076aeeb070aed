public import LineTesting
public import NIOCore
internal import Reports

/// The agent's eyes and ears: scanning and measuring, wired for the rounds.
public struct Senses: Sendable {
    private let paths: AgentPaths
    /// Asked anew at each look: a re-key changes who this is.
    private let agent: @Sendable () -> AgentID
    private let database: String
    private let group: any EventLoopGroup
    private let clock: AgentClock
    private let durationSeconds: Int?
    private let progress: (@Sendable (LineProgress) -> Void)?
    private let complain: @Sendable (String) -> Void
    private let sources = ScanSourceCache()

    /// - Parameters:
    ///   - durationSeconds: how long each direction of a line test runs; nil for the protocol's ten seconds.
    ///   - complain: takes what is wrong with the hardware knowledge, a sentence each.
    public init(
        core: AgentCore, paths: AgentPaths, group: any EventLoopGroup, durationSeconds: Int? = nil,
        progress: (@Sendable (LineProgress) -> Void)? = nil, complain: @escaping @Sendable (String) -> Void
    ) {
        self.paths = paths
        self.agent = { core.agent }
        self.database = core.state.hardwareDatabasePath
        self.group = group
        self.clock = core.clock
        self.durationSeconds = durationSeconds
        self.progress = progress
        self.complain = complain
    }

    /// Scanning and measuring as rounds and services take them.
    public var round: AgentRound {
        AgentRound(scan: scan, measure: measure)
    }

    private func scan(_ enrollment: Enrollment) -> Scan {
        let agent = agent()
        let source = sources.source(for: agent, enrollment) {
            let source = ScanSource(
                knowledge: paths.knowledge, database: database, computer: agent.text, label: enrollment.label,
                room: enrollment.room, pedagogical: enrollment.pedagogical, environment: paths.environment)
            source.complaints.forEach(complain)
            return source
        }
        return source.scan(regionHash: enrollment.regionHash)
    }

    private func measure(_ enrollment: Enrollment) async -> LineTest? {
        guard let server = enrollment.lineTestServer else { return nil }
        return await LineSource(group: group, clock: clock, durationSeconds: durationSeconds)
            .measure(server: server, progress: progress)
    }
}
