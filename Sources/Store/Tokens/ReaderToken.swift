public import FoundationEssentials

/// A token of the reading API as it is kept: whom it is for and what it opens, never the token itself.
public struct ReaderToken: Codable, Sendable, Equatable {
    public enum State: String, Codable, Sendable, CaseIterable {
        case valid, expired, revoked
    }

    public var id: Int
    /// Whom it is for; no two tokens ever had one name.
    public var name: String
    public var role: ReaderRole
    /// Role `school` only.
    public var school: String?
    /// Every other role; none is everything for an admin, and nothing for the others.
    public var areas: [AreaPath]
    public var createdAt: Date
    /// The account of whoever made it.
    public var createdBy: String
    public var expiresAt: Date
    public var revokedAt: Date?
    public var lastUsed: Date?

    public init(
        id: Int, name: String, role: ReaderRole, school: String? = nil, areas: [AreaPath] = [], createdAt: Date,
        createdBy: String, expiresAt: Date, revokedAt: Date? = nil, lastUsed: Date? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.school = school
        self.areas = areas
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsed = lastUsed
    }

    /// What it may see: an admin's without an area is of the whole region, also of areas that come later; another role's,
    /// as of a hand-edited row, sees nothing.
    public var scope: Scope {
        if let school { return .school(school) }
        // It writes, and there is nothing that it could see.
        if role == .region { return .areas([]) }
        return role == .admin && areas.isEmpty ? .everything : .areas(areas)
    }

    /// Which counts of children it may not see.
    public var suppression: Suppression? { role == .admin ? nil : .leavingRegion }

    public func state(at time: Date) -> State {
        if revokedAt != nil { return .revoked }
        return time < expiresAt ? .valid : .expired
    }

    enum CodingKeys: String, CodingKey {
        case id, name, role, school, areas
        case createdAt = "created_at"
        case createdBy = "created_by"
        case expiresAt = "expires_at"
        case revokedAt = "revoked_at"
        case lastUsed = "last_used"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(name, forKey: .name)
        try values.encode(role, forKey: .role)
        try values.encode(school, forKey: .school)
        try values.encode(areas, forKey: .areas)
        try values.encode(createdAt, forKey: .createdAt)
        try values.encode(createdBy, forKey: .createdBy)
        try values.encode(expiresAt, forKey: .expiresAt)
        try values.encode(revokedAt, forKey: .revokedAt)
        try values.encode(lastUsed, forKey: .lastUsed)
    }
}
