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
    let pulse: StorePulse?

    /// Through which every delivered report goes into the store.
    let commits: CommitQueue
    /// What was taken and refused since this process began.
    let tally = Tally()

    init(
        store: any Store, region: RegionIdentity, trust: TrustBoard?, configuration: AggregatorConfiguration,
        now: @escaping @Sendable () -> Date, lineTestServer: @escaping @Sendable (String?) -> String?,
        makeToken: @escaping @Sendable (String, AgentID, Int) -> String, pulse: StorePulse? = nil
    ) {
        self.store = store
        self.region = region
        self.trust = trust
        self.configuration = configuration
        self.now = now
        self.lineTestServer = lineTestServer
        self.makeToken = makeToken
        self.pulse = pulse
        let budget = configuration.agentBytesPerDay
        commits = CommitQueue(
            // Nobody cancels it; were it cut short, a commit would only hold less.
            pause: { try? await Task.sleep(for: .milliseconds(4)) },
            store: { try await store.ingest($0, budgetBytes: budget) })
    }

    /// The region's statements on its servers that are newer than a version, as envelopes of kind `.trust`.
    func statements(after version: Int) -> [String] {
        guard let trust, trust.newest.version > version else { return [] }
        // Newest first, and each one higher than the one before.
        return Array(trust.statements.prefix(trust.newest.version - max(0, version)))
    }
}
