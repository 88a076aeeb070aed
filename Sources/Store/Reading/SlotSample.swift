public import Reports

/// What one computer told of one slot.
public struct SlotSample: Sendable, Equatable {
    public var school: String
    public var schoolName: String?
    public var slot: String
    public var line: String?
    public var ran: Bool
    public var reason: SlotRecord.Reason?

    public init(
        school: String, schoolName: String? = nil, slot: String, line: String?, ran: Bool,
        reason: SlotRecord.Reason?
    ) {
        self.school = school
        self.schoolName = schoolName
        self.slot = slot
        self.line = line
        self.ran = ran
        self.reason = reason
    }

    /// One row per school and line, by school, then line, those without one first.
    ///
    /// A computer that was off or elsewhere tells of no line: it counts only in slots of which no other told. Dropped slots
    /// are told of no line either: they stand with the school's only one, else in the row without one.
    public static func rows(of samples: [SlotSample], dropped: [DroppedSlots] = []) -> [SlotRow] {
        var rows: [Line: SlotRow] = [:]
        for (school, ofSchool) in Dictionary(grouping: samples, by: \.school) {
            for ofSlot in Dictionary(grouping: ofSchool, by: \.slot).values {
                var lines = Dictionary(grouping: ofSlot, by: \.line)
                if lines.count > 1 { lines.removeValue(forKey: nil) }
                for (line, told) in lines {
                    rows[
                        Line(school: school, line: line),
                        default: SlotRow(school: school, schoolName: told.first?.schoolName, line: line)
                    ].count(told)
                }
            }
        }
        return SlotSample.rows(Array(rows.values), adding: dropped)
    }

    /// The same of slots that were counted elsewhere.
    /// - Parameter counted: one row per school and line.
    public static func rows(_ counted: [SlotRow], adding dropped: [DroppedSlots]) -> [SlotRow] {
        var rows = Dictionary(uniqueKeysWithValues: counted.map { (Line(school: $0.school, line: $0.line), $0) })
        let schools = Dictionary(grouping: dropped.isEmpty ? [] : counted.filter { $0.line != nil }, by: \.school)
        for dropped in dropped {
            let lines = schools[dropped.school] ?? []
            rows[
                Line(school: dropped.school, line: lines.count == 1 ? lines[0].line : nil),
                default: SlotRow(school: dropped.school, schoolName: dropped.schoolName)
            ].slotsDropped += dropped.slots
        }
        return rows.values.sorted { ($0.school, $0.line ?? "") < ($1.school, $1.line ?? "") }
    }

    private struct Line: Hashable {
        var school: String
        var line: String?
    }
}

/// Slots of a school that its computers could not keep long enough to tell of.
public struct DroppedSlots: Sendable, Equatable {
    public var school: String
    public var schoolName: String?
    public var slots: Int

    public init(school: String, schoolName: String? = nil, slots: Int) {
        self.school = school
        self.schoolName = schoolName
        self.slots = slots
    }
}

extension SlotRow {
    /// How close to a test a reason came: the higher, the closer. What ran came closest of all.
    public static let ranks: [(reason: SlotRecord.Reason, rank: Int)] = closeness.map { ($0, rank($0)) }
    public static let rankUnknown = unknownRank
    public static let rankRun = closeness.count + 1

    /// From what stops a test last to what stops it first; a word that is not known yet stands between.
    private static let closeness: [SlotRecord.Reason] = [
        .missed, .noNetwork, .unknownGateway, .notSchoolLine, .noServer, .noAggregator, .metered, .alreadyMeasured,
        .heldByAnother, .agentCap, .budget, .serverBusy, .ownTraffic,
    ]

    /// Behind `noAggregator`, before all that speaks of the line itself.
    private static let unknownRank = 6

    fileprivate mutating func count(_ told: [SlotSample]) {
        slotsPlanned += 1
        if told.contains(where: \.ran) {
            slotsRun += 1
            return
        }
        let reason = told.compactMap(\.reason).max { (Self.rank($0), $0.rawValue) < (Self.rank($1), $1.rawValue) }
        slotsSkipped[reason?.rawValue ?? "unknown", default: 0] += 1
    }

    private static func rank(_ reason: SlotRecord.Reason) -> Int {
        closeness.firstIndex(of: reason).map { $0 < unknownRank ? $0 : $0 + 1 } ?? unknownRank
    }
}
