public import FoundationEssentials

/// A token of the reading API to be kept.
public struct NewReaderToken: Sendable, Equatable {
    /// What it may see.
    public enum Reach: Sendable, Equatable {
        /// Role `school`: by official id.
        case school(String)
        /// Every other role: paths, or the name of one level alone.
        case areas([String])
    }

    /// SHA-256 of the token.
    public var hash: Data
    public var name: String
    public var role: ReaderRole
    public var reach: Reach
    public var createdAt: Date
    public var createdBy: String
    public var expiresAt: Date

    public init(
        hash: Data, name: String, role: ReaderRole, reach: Reach, createdAt: Date, createdBy: String, expiresAt: Date
    ) {
        self.hash = hash
        self.name = name
        self.role = role
        self.reach = reach
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.expiresAt = expiresAt
    }
}
