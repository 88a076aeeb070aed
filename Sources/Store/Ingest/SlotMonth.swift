public import Reports

/// What a computer told of one slot of the line tests' plan.
public struct SlotWord: Sendable, Hashable {
    /// `SlotRecord.id`.
    public var slot: String
    public var school: String
    /// The school's line, where the computer stood behind a confirmed gateway.
    public var line: String?
    /// Seconds since 1970 (UTC).
    public var decidedAt: Int
    public var ran: Bool
    public var reason: SlotRecord.Reason?

    public init(
        slot: String, school: String, line: String?, decidedAt: Int, ran: Bool, reason: SlotRecord.Reason?
    ) {
        self.slot = slot
        self.school = school
        self.line = line
        self.decidedAt = decidedAt
        self.ran = ran
        self.reason = reason
    }

    /// In whose month it is kept, in months since the year 0: by its name, and by the plan where that is a week's.
    public static func month(of slot: String, plannedAt: Int) -> Int {
        if let date = SeenDate(slot.prefix(10)) { return date.month }
        let day = (plannedAt >= 0 ? plannedAt : plannedAt - 86_399) / 86_400
        return SeenDate(CivilDate(daysSinceEpoch: day)).month
    }
}

/// What a computer told of the slots of one month, one word a slot.
public struct SlotMonth: Sendable, Equatable {
    /// Months since the year 0.
    public let month: Int
    /// In the order in which they came.
    public internal(set) var words: [SlotWord] = []

    public init(month: Int) { self.month = month }

    public subscript(slot: String) -> SlotWord? { words.first { $0.slot == slot } }

    /// What was told first stands: a slot is decided once. Only that a test ran takes the place of a reason why none did: a
    /// computer that lost its memory in between may tell of both, and the test happened.
    /// - Returns: whether the word stands now.
    public mutating func note(_ word: SlotWord) -> Bool {
        guard let place = words.firstIndex(where: { $0.slot == word.slot }) else {
            words.append(word)
            return true
        }
        guard word.ran, !words[place].ran else { return false }
        words[place] = word
        return true
    }
}
