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

    public init(
        school: String, schoolName: String? = nil, line: String? = nil, slotsPlanned: Int = 0, slotsRun: Int = 0,
        slotsSkipped: [String: Int] = [:]
    ) {
        self.school = school
        self.schoolName = schoolName
        self.line = line
        self.slotsPlanned = slotsPlanned
        self.slotsRun = slotsRun
        self.slotsSkipped = slotsSkipped
    }

    enum CodingKeys: String, CodingKey {
        case school, line
        case schoolName = "school_name"
        case slotsPlanned = "slots_planned"
        case slotsRun = "slots_run"
        case slotsSkipped = "slots_skipped"
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
    }
}
