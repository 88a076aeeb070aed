public import FoundationEssentials
public import Reports

/// A report whose signature held: the only way to make one is to verify an envelope.
public struct VerifiedReport: Sendable, Equatable {
    public let report: Report
    public let envelope: Envelope
    /// By the server's clock.
    public let receivedAt: Date
    /// What a newer agent said in it that this release does not read.
    public let unknown: UnknownFields

    /// Verifies, then inflates, then parses, then checks bounds.
    /// - Parameter key: the key registered for `envelope.keyID`.
    /// - Throws: `EnvelopeFailure`; `ReportFailure` for a report that its own agent signed but no store can hold.
    public init(_ envelope: Envelope, key: VerifyingKey, receivedAt: Date) throws {
        (report, unknown) = try envelope.open(Report.self, kind: .report, with: key, against: KnownFields.report)
        guard report.agent == envelope.keyID else { throw ReportFailure.anotherAgent }
        try ReportBounds.check(report)
        self.envelope = envelope
        self.receivedAt = receivedAt
    }

    /// The same under the name by which a hub keeps its agent.
    public func renamed(_ agent: AgentID) -> VerifiedReport { VerifiedReport(self, as: agent) }

    private init(_ verified: VerifiedReport, as agent: AgentID) {
        var report = verified.report
        report.agent = agent
        self.report = report
        envelope = verified.envelope
        receivedAt = verified.receivedAt
        unknown = verified.unknown
    }

    /// How many rows it makes, about.
    public var factCount: Int {
        let tests = report.lineTests ?? []
        return (report.scan?.devices.count ?? 0) + (report.deviceDays?.count ?? 0) + tests.count
            + tests.reduce(0) { $0 + ($1.platforms?.count ?? 0) } + (report.slots?.count ?? 0)
            + (report.lineTestDays?.count ?? 0)
    }
}
