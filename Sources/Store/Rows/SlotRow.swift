/// What became of the plan of one line's tests: each slot once, however many computers told of it.
public struct SlotRow: Codable, Sendable, Equatable {
    public var school: String
    public var schoolName: String?
    /// Nil for slots of which no computer behind a confirmed gateway told.
    public var line: String?
    public var slotsPlanned: Int
    /// Slots in which a computer measured.
    public var slotsRun: Int
    /// The rest, by the reason of the computer that came closest to measuring.
    public var slotsSkipped: [String: Int]
    /// Slots that computers lost before they could tell of them, counted per computer and in no other figure: the more,
    /// the less the others are the whole plan.
    public var slotsDropped: Int

    public init(
        school: String, schoolName: String? = nil, line: String? = nil, slotsPlanned: Int = 0, slotsRun: Int = 0,
        slotsSkipped: [String: Int] = [:], slotsDropped: Int = 0
    ) {
        self.school = school
        self.schoolName = schoolName
        self.line = line
        self.slotsPlanned = slotsPlanned
        self.slotsRun = slotsRun
        self.slotsSkipped = slotsSkipped
        self.slotsDropped = slotsDropped
    }

    enum CodingKeys: String, CodingKey {
        case school, line
        case schoolName = "school_name"
        case slotsPlanned = "slots_planned"
        case slotsRun = "slots_run"
        case slotsSkipped = "slots_skipped"
        case slotsDropped = "slots_dropped"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(line, forKey: .line)
        try values.encode(slotsPlanned, forKey: .slotsPlanned)
        try values.encode(slotsRun, forKey: .slotsRun)
        try values.encode(slotsSkipped, forKey: .slotsSkipped)
        try values.encode(slotsDropped, forKey: .slotsDropped)
    }
}
