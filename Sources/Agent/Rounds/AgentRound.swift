internal import Outbox
public import Reports

/// One round of the agent's work: look, measure, keep, deliver.
public struct AgentRound: Sendable {
    /// Looks at the computer; the enrolment gives the region's hash key, room and label.
    public typealias Scanning = @Sendable (Enrollment) throws -> Scan
    /// Measures the line, or says why not; what went wrong is in the test. Ends early when its task is cancelled.
    public typealias Measuring = @Sendable (Enrollment) async throws -> LineTestOutcome

    let scan: Scanning
    let measure: Measuring

    public init(scan: @escaping Scanning, measure: @escaping Measuring) {
        self.scan = scan
        self.measure = measure
    }

    /// Scan and line test are on the disk before anything is sent.
    /// - Throws: what `scan` throws, `OutboxFailure`, `StateFailure`, or `EnrollmentFailure` before enrolment. What the
    ///   network and the aggregator did is in the summary.
    public func run(on core: AgentCore) async throws -> RoundSummary {
        let enrollment = try core.enrolled()
        let scan = try scan(enrollment)
        let isNews = try core.record(scan: scan)
        let line = try await measure(enrollment)
        if case .tested(let test) = line { try core.record(lineTest: test) }
        let outcome = try await core.deliver(.everything)
        var problem: String?
        do {
            if outcome.failure == nil, !outcome.rekeyed {
                _ = try await core.fetchSettings(announced: outcome.settingsVersion)
            }
        } catch {
            problem = "\(error)"
        }
        return RoundSummary(
            scan: scan, scanIsNews: isNews, line: line, delivery: outcome, settingsProblem: problem,
            left: try core.outbox.status())
    }
}
