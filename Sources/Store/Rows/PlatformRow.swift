public import FoundationEssentials

/// How well a school reaches one host of a learning platform.
public struct PlatformRow: Codable, Sendable, Equatable {
    public var school: String
    public var schoolName: String
    /// As the region's list calls it.
    public var platform: String
    public var host: String
    /// How often it was asked for, and how often its first byte came.
    public var tests: Int
    public var reached: Int
    /// From 0 to 1.
    public var reachedShare: Double
    /// Medians of the steps that succeeded, in milliseconds.
    public var nameMs: Double?
    public var connectMs: Double?
    public var tlsMs: Double?
    public var firstByteMs: Double?
    /// Of the latest test that did not reach it.
    public var lastProblem: String?
    public var lastProblemAt: Date?
    public var lastTestAt: Date

    enum CodingKeys: String, CodingKey {
        case school, platform, host, tests, reached
        case schoolName = "school_name"
        case reachedShare = "reached_share"
        case nameMs = "name_ms"
        case connectMs = "connect_ms"
        case tlsMs = "tls_ms"
        case firstByteMs = "first_byte_ms"
        case lastProblem = "last_problem"
        case lastProblemAt = "last_problem_at"
        case lastTestAt = "last_test_at"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(platform, forKey: .platform)
        try values.encode(host, forKey: .host)
        try values.encode(tests, forKey: .tests)
        try values.encode(reached, forKey: .reached)
        try values.encode(reachedShare, forKey: .reachedShare)
        try values.encode(nameMs, forKey: .nameMs)
        try values.encode(connectMs, forKey: .connectMs)
        try values.encode(tlsMs, forKey: .tlsMs)
        try values.encode(firstByteMs, forKey: .firstByteMs)
        try values.encode(lastProblem, forKey: .lastProblem)
        try values.encode(lastProblemAt, forKey: .lastProblemAt)
        try values.encode(lastTestAt, forKey: .lastTestAt)
    }
}
