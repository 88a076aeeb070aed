public import FoundationEssentials

/// An enrolment code as the region keeps it: what it is good for, never the code itself.
public struct Enrollment: Codable, Sendable, Equatable {
    public var id: Int
    public var school: String
    public var room: String?
    public var uses: Int
    public var usesLeft: Int
    public var createdAt: Date
    public var expiresAt: Date
    /// When it was taken back; nil while it is good.
    public var revokedAt: Date?

    public init(
        id: Int, school: String, room: String? = nil, uses: Int, usesLeft: Int, createdAt: Date, expiresAt: Date,
        revokedAt: Date? = nil
    ) {
        self.revokedAt = revokedAt
        self.id = id
        self.school = school
        self.room = room
        self.uses = uses
        self.usesLeft = usesLeft
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    enum CodingKeys: String, CodingKey {
        case id, school, room, uses
        case usesLeft = "uses_left"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case revokedAt = "revoked_at"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(school, forKey: .school)
        try values.encode(room, forKey: .room)
        try values.encode(uses, forKey: .uses)
        try values.encode(usesLeft, forKey: .usesLeft)
        try values.encode(createdAt, forKey: .createdAt)
        try values.encode(expiresAt, forKey: .expiresAt)
        try values.encode(revokedAt, forKey: .revokedAt)
    }
}

/// An enrolment code to be kept.
public struct NewEnrollment: Sendable, Equatable {
    /// Keyed hash of `EnrollmentCode.secret`, by which the code is found again.
    public var secretHash: Data
    public var school: String
    public var room: String?
    /// How many computers it may enrol.
    public var uses: Int
    /// How many computers the school has in all, from now on: those that enrol beyond it wait for approval. Nil leaves it as
    /// it is; for a school of which nobody has said it, it is the uses of all its codes.
    public var expected: Int?
    public var createdAt: Date
    public var expiresAt: Date

    public init(
        secretHash: Data, school: String, room: String? = nil, uses: Int, expected: Int? = nil, createdAt: Date,
        expiresAt: Date
    ) {
        self.expected = expected
        self.secretHash = secretHash
        self.school = school
        self.room = room
        self.uses = uses
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
