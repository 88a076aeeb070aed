public import FoundationEssentials
public import Reports

/// What became of a bundle.
public enum BundleOutcome: String, Codable, Sendable, CaseIterable {
    /// Every report in it is held, or was refused by itself.
    case taken
    /// It is damaged or cut off; what stood before that is held.
    case damaged
    /// Its agent was revoked: nothing was taken.
    case quarantined
    /// Its agent is not enrolled here, or waits for approval: nothing was taken, and it can be imported again later.
    case setAside = "set_aside"
}

/// A bundle that was brought to the region.
public struct BundleRecord: Sendable, Equatable {
    /// SHA-256 of the file.
    public var digest: Data
    public var agent: AgentID
    public var receivedAt: Date
    public var outcome: BundleOutcome
    /// The file, where it is to be kept: sealed as it came, so that nobody reads it by reading the database.
    public var content: Data?

    public init(digest: Data, agent: AgentID, receivedAt: Date, outcome: BundleOutcome, content: Data? = nil) {
        self.digest = digest
        self.agent = agent
        self.receivedAt = receivedAt
        self.outcome = outcome
        self.content = content
    }
}

/// Keeps account of bundles.
public protocol BundleStore: Sendable {
    /// Notes what became of a bundle; the same one again replaces what was noted.
    /// - Parameter limitBytes: how much of kept files there may be altogether.
    /// - Returns: whether its content is kept, where there was any.
    @discardableResult
    func note(_ bundle: BundleRecord, limitBytes: Int) async throws -> Bool

    /// Bundles whose files are kept, in the order they came.
    func keptBundles() async throws -> [BundleRecord]
}
