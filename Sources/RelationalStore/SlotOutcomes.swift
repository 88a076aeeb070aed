internal import Relational
internal import Reports
internal import Store

/// What all computers of a school together told of each slot, one row a slot and line: the word of the one that came closest to
/// a test, and how many were on and off.
///
/// A computer's first word stands, but for a test that ran after all: then the computer is counted by that, and since nothing
/// comes closer than a test, no other computer's word need be read again.
struct SlotOutcomes {
    let db: Database

    /// Adds a computer's word that was just kept.
    func add(_ word: SlotWord, plannedAt: Int, inLessons: Bool) throws {
        try db.cachedStatement(sql: Self.addition("VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")).execute(arguments: [
            word.school, word.slot, word.line ?? "", plannedAt, inLessons, Self.rank(word), word.reason?.rawValue,
            Self.isOn(word), Self.isOff(word),
        ])
    }

    /// Counts a computer no more by a word that another takes the place of.
    func remove(_ word: SlotWord) throws {
        try db.cachedStatement(
            sql: """
                UPDATE slot_outcome SET computers_on = computers_on - ?, computers_off = computers_off - ?
                WHERE school_id = ? AND slot = ? AND line = ?
                """
        ).execute(arguments: [Self.isOn(word), Self.isOff(word), word.school, word.slot, word.line ?? ""])
    }

    private static func isOff(_ word: SlotWord) -> Bool { !word.ran && word.reason == .missed }

    private static func isOn(_ word: SlotWord) -> Bool {
        word.ran || (word.reason != .missed && word.reason != .notSchoolLine)
    }

    private static func rank(_ word: SlotWord) -> Int {
        word.ran ? SlotRow.rankRun : SlotRow.ranks.first { $0.reason == word.reason }?.rank ?? SlotRow.rankUnknown
    }

    /// Once, out of the table `slot` of earlier releases.
    func rebuildAll() throws {
        try db.execute(
            sql: Self.addition(
                """
                SELECT t.school_id, t.id, coalesce(t.line, ''), t.planned_at, t.in_lessons, \(Self.rank), t.reason,
                    t.ran OR t.reason IS NULL OR t.reason NOT IN (\(Self.off), \(Self.away)),
                    NOT t.ran AND t.reason IS \(Self.off)
                FROM slot AS t WHERE TRUE
                """))
    }

    private static func addition(_ rows: String) -> String {
        """
        INSERT INTO slot_outcome
            (school_id, slot, line, planned_at, in_lessons, rank, reason, computers_on, computers_off)
        \(rows)
        ON CONFLICT (school_id, slot, line) DO UPDATE SET
            planned_at = min(slot_outcome.planned_at, excluded.planned_at),
            reason = CASE WHEN excluded.rank > slot_outcome.rank THEN excluded.reason ELSE slot_outcome.reason END,
            rank = max(slot_outcome.rank, excluded.rank),
            computers_on = slot_outcome.computers_on + excluded.computers_on,
            computers_off = slot_outcome.computers_off + excluded.computers_off
        """
    }

    private static let off = "'\(SlotRecord.Reason.missed.rawValue)'"
    private static let away = "'\(SlotRecord.Reason.notSchoolLine.rawValue)'"

    private static let rank =
        "CASE WHEN t.ran THEN \(SlotRow.rankRun)"
        + SlotRow.ranks.map { " WHEN t.reason = '\($0.reason.rawValue)' THEN \($0.rank)" }.joined()
        + " ELSE \(SlotRow.rankUnknown) END"

    /// Arguments: the school, the first and the last second of the period. The plus keeps SQLite from reading all of a school's
    /// slots in the order of the primary key.
    static let readSQL = """
        SELECT slot, line, planned_at, in_lessons, rank, reason, computers_on, computers_off
        FROM slot_outcome WHERE school_id = ? AND planned_at BETWEEN ? AND ? ORDER BY +slot, +line
        """

    /// How many slots of each line came to what: line, rank, reason, slots. Of a slot that any line tells of, what names no line
    /// counts as no slot. Arguments as above.
    static let countSQL = """
        SELECT line, rank, reason, count(*) FROM slot_outcome AS o
        WHERE school_id = ?1 AND planned_at BETWEEN ?2 AND ?3
            AND (line <> '' OR NOT EXISTS (SELECT 1 FROM slot_outcome AS n
                WHERE n.school_id = ?1 AND n.slot = o.slot AND n.line > ''))
        GROUP BY line, rank, reason ORDER BY line, rank, reason NULLS FIRST
        """

    /// Of a slot that any line tells of, what names no line says only how many computers were on and off.
    func read(_ school: String, from since: Int, to until: Int) throws -> [SlotOutcome] {
        var outcomes: [SlotOutcome] = []
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: Self.readSQL), arguments: [school, since, until])
        while let row = try rows.next() {
            let line: String = row[1]
            let rank: Int = row[4]
            let reason: String? = row[5]
            var outcome = SlotOutcome(
                slot: row[0], line: line.isEmpty ? nil : line, plannedAt: row[2], inLessons: row[3],
                ran: rank == SlotRow.rankRun, reason: reason.map(SlotRecord.Reason.init(rawValue:)), on: row[6],
                off: row[7])
            if let before = outcomes.last, before.slot == outcome.slot, before.line == nil {
                outcome.on += before.on
                outcome.off += before.off
                outcomes.removeLast()
            }
            outcomes.append(outcome)
        }
        return outcomes
    }
}
