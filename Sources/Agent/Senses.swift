public import LineTesting
public import NIOCore
public import Reports

/// The agent's eyes and ears: scanning and measuring, wired for the rounds.
public struct Senses: Sendable {
    let core: AgentCore
    private let paths: AgentPaths
    let group: any EventLoopGroup
    let durationSeconds: Int?
    let progress: (@Sendable (LineProgress) -> Void)?
    private let complain: @Sendable (String) -> Void
    private let sources = ScanSourceCache()
    private let optionsCache: LineTestOptionsCache

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
        optionsCache = LineTestOptionsCache(environment: paths.environment, complain: complain)
        // What is wrong with the computer's own file is told at the start.
        _ = options
    }

    /// As the region's settings and the environment say now.
    var options: LineTestOptions { optionsCache.options(under: core.regionSettings?.settings) }

    /// Looks at the computer, as services take it.
    public func scan(_ enrollment: Enrollment) -> Scan {
        // Asked anew at each look: a re-key changes who this is.
        let agent = core.agent
        let settings = core.regionSettings?.settings
        let region = RegionKnowledge(
            files: settings?.hardwareDatabase, directory: core.state.regionKnowledgePath)
        let source = sources.source(for: agent, enrollment, region.files) {
            let source = ScanSource(
                knowledge: paths.knowledge, database: core.state.hardwareDatabasePath, computer: agent.text,
                label: enrollment.label,
                room: enrollment.room, pedagogical: enrollment.pedagogical, region: region,
                environment: paths.environment)
            source.complaints.forEach(complain)
            return source
        }
        return source.scan(regionHash: enrollment.regionHash, machine: core.machine()) { category in
            settings?.serialPolicy(for: category) ?? .builtIn(for: category)
        }
    }

}
