public import Reports
public import Store

/// What became of one file that was to be imported.
public struct BundleResult: Codable, Sendable, Equatable {
    /// As it was given; set by whoever reads the file.
    public var file = ""
    /// Nil where it is no bundle of this region's, or cannot be read at all.
    public var outcome: BundleOutcome?
    public var agent: AgentID?
    public var school: String?
    /// Reports that were new.
    public var stored = 0
    /// Reports that had come before, by whichever way.
    public var duplicates = 0
    public var refused = 0
    /// Whether the bundle has taken its agent in.
    public var enrolled = false
    /// One sentence where something is to be said.
    public var message: String?

    public init() {}

    /// Whether all of it arrived.
    public var isGood: Bool { outcome == .taken && refused == 0 }

    enum CodingKeys: String, CodingKey {
        case file, outcome, agent, school, stored, duplicates, refused, enrolled, message
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(file, forKey: .file)
        try values.encode(outcome, forKey: .outcome)
        try values.encode(agent, forKey: .agent)
        try values.encode(school, forKey: .school)
        try values.encode(stored, forKey: .stored)
        try values.encode(duplicates, forKey: .duplicates)
        try values.encode(refused, forKey: .refused)
        try values.encode(enrolled, forKey: .enrolled)
        try values.encode(message, forKey: .message)
    }
}
