internal import FoundationEssentials
internal import Reports
internal import Store

/// What every controller works with.
struct AggregatorServices: Sendable {
    let store: any Store
    let region: RegionIdentity
    /// What is said of the servers; nil where a test serves without.
    let trust: TrustBoard?
    let configuration: AggregatorConfiguration
    let now: @Sendable () -> Date
    /// Where to measure the line, by the name under which the caller reached us (its Host header).
    let lineTestServer: @Sendable (String?) -> String?
    /// What opens the test server to a lease's test: by lease, agent and the seconds that it is good for.
    let makeToken: @Sendable (String, AgentID, Int) -> String

    /// Whether the store answers; nil where a test serves without.
    var pulse: StorePulse?

    /// What was taken and refused since this process began.
    let tally = Tally()

    /// The region's statements on its servers that are newer than a version, as envelopes of kind `.trust`.
    func statements(after version: Int) -> [String] {
        guard let trust, trust.newest.version > version else { return [] }
        // Newest first, and each one higher than the one before.
        return Array(trust.statements.prefix(trust.newest.version - max(0, version)))
    }
}
