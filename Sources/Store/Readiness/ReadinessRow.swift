/// Whether a school is ready for online lessons or for digital textbooks, and what is missing.
public struct ReadinessRow: Codable, Sendable, Equatable {
    public var school: String
    public var schoolName: String
    public var area: String
    /// Online lessons: who gives them.
    public var supportedBy: String?
    /// Nil where nothing is known to be missing, and something is not known.
    public var ready: Bool?
    /// What is missing or not known, a word each: `school.camera`, `support.line_upload`, `computers.memory`.
    public var missing: [String]
    /// The same in one sentence.
    public var sentence: String
    /// Textbooks: computers that serve lessons; nil for online lessons.
    public var computers: Int?
    /// Those that are strong enough as far as is known.
    public var computersFit: Int?

    enum CodingKeys: String, CodingKey {
        case school, area, ready, missing, sentence, computers
        case schoolName = "school_name"
        case supportedBy = "supported_by"
        case computersFit = "computers_fit"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(area, forKey: .area)
        try values.encode(supportedBy, forKey: .supportedBy)
        try values.encode(ready, forKey: .ready)
        try values.encode(missing, forKey: .missing)
        try values.encode(sentence, forKey: .sentence)
        try values.encode(computers, forKey: .computers)
        try values.encode(computersFit, forKey: .computersFit)
    }
}
