internal import Outbox
public import Reports

/// One round of the agent's work: look, measure, keep, deliver.
public struct AgentRound: Sendable {
    /// Looks at the computer; the enrolment gives the region's hash key, room and label.
    public typealias Scanning = @Sendable (Enrollment) throws -> Scan
    /// Measures the line, nil where there is nothing to measure against or now is no time for it; what went wrong is in the
    /// test. Ends early when its task is cancelled.
    public typealias Measuring = @Sendable (Enrollment) async -> LineTest?

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
        let lineTest = await measure(enrollment)
        if let lineTest { try core.record(lineTest: lineTest) }
        let outcome = try await core.deliver(.everything)
        return RoundSummary(
            scan: scan, scanIsNews: isNews, lineTest: lineTest, delivery: outcome, left: try core.outbox.status())
    }
}
