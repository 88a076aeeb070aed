public import FoundationEssentials

/// A region's secrets and its statements on its servers, as they were at one moment.
public struct RegionState: Sendable, Equatable {
    public var secrets: RegionSecrets
    /// Every statement ever made, the oldest first.
    public var statements: [TrustStatement]

    public init(secrets: RegionSecrets, statements: [TrustStatement]) {
        self.secrets = secrets
        self.statements = statements
    }

    /// The newest statement's version; 0 where there is none.
    public var version: Int { statements.last?.version ?? 0 }
}

/// A signed statement on a region's servers as it is kept: the store does not read it.
public struct TrustStatement: Sendable, Equatable {
    /// From 1, one more for each.
    public var version: Int
    public var issuedAt: Date
    /// An envelope of kind `.trust`.
    public var text: String

    public init(version: Int, issuedAt: Date, text: String) {
        self.version = version
        self.issuedAt = issuedAt
        self.text = text
    }
}

/// What is to change in a region, all or none.
public struct RegionChange: Sendable, Equatable {
    /// The version of the newest statement that the change was made from, 0 where there was none.
    public var after: Int
    /// Secrets to keep, in place of those of the same names.
    public var secrets: RegionSecrets
    /// The statement to add: version `after + 1`.
    public var statement: TrustStatement?
    /// Whether the statement may leave numbers out: a region restored from a backup has forgotten which it gave.
    public var leaps: Bool

    public init(
        after: Int, secrets: RegionSecrets = RegionSecrets(), statement: TrustStatement? = nil, leaps: Bool = false
    ) {
        self.after = after
        self.secrets = secrets
        self.statement = statement
        self.leaps = leaps
    }
}
