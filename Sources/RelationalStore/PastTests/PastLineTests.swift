internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Line tests that are past: a school's month in one row (`LineTestMonth`) in place of a row each.
///
/// What any figure of a line is computed from stays, so that every answer about lines is what it was. What goes is what no
/// figure needs: the test's name, gateway, lease, server, method, jitter, loss, bytes and what it said of a problem.
struct PastLineTests {
    let db: Database

    /// A month of a school, by its first moment and that of the next, in seconds since 1970.
    struct Month: Sendable {
        var school: String
        var number: Int
        var start: Int
        var end: Int
    }

    // MARK: Packing

    /// Schools' oldest months that are wholly past, to be looked for without keeping anybody from writing.
    ///
    /// A school's latest test with a figure stays a row of its own however old it is: lists of schools show it.
    /// - Parameters:
    ///   - school: the last school that was looked at.
    ///   - before: months that ended before then are past.
    func due(after school: String, before: Int, limit: Int) throws -> [Month] {
        let start = try Self.month(of: school, at: before).start
        return try Row.fetchAll(db, sql: Self.dueSQL, arguments: [school, start, limit]).map {
            try Self.month(of: $0[0], at: $0[1])
        }
    }

    /// - Returns: how many tests went.
    func pack(_ month: Month) throws -> Int {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: Self.monthSQL), arguments: [month.school, month.start, month.end])
        guard !rows.isEmpty else { return 0 }
        var packed = try held(month) ?? LineTestMonth()
        packed.add(
            try rows.map { LineTestMonth.Test(agent: $0[16], sample: try LineLedger.sample($0)) })
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO line_test_month (school_id, month, tests) VALUES (?, ?, ?)"
        ).execute(arguments: [month.school, month.number, Data(packed.packed)])
        let details = try db.cachedStatement(sql: "DELETE FROM line_test_details WHERE agent_id = ? AND test_id = ?")
        let test = try db.cachedStatement(sql: "DELETE FROM line_test WHERE agent_id = ? AND id = ?")
        for row in rows {
            let key: StatementArguments = [row[16] as String, row[17] as String]
            try details.execute(arguments: key)
            try test.execute(arguments: key)
        }
        return rows.count
    }

    private func held(_ month: Month) throws -> LineTestMonth? {
        try Data.fetchOne(
            db.cachedStatement(sql: "SELECT tests FROM line_test_month WHERE school_id = ? AND month = ?"),
            arguments: [month.school, month.number]
        ).map { try Self.reading(month.school, $0) }
    }

    // MARK: Reading

    /// In the order in which they began.
    func samples(of school: String, in period: LinePeriod) throws -> [LineSample] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: Self.readingSQL),
            arguments: [school, Self.number(at: period.since), Self.number(at: period.until)])
        var samples: [LineSample] = []
        while let row = try rows.next() {
            for test in try Self.reading(school, row[0]).tests where period.agent.map({ $0 == test.agent }) ?? true {
                let at = Int(test.sample.startedAt.timeIntervalSince1970)
                if at >= period.since, at <= period.until { samples.append(test.sample) }
            }
        }
        return samples
    }

    private static func reading(_ school: String, _ bytes: Data) throws -> LineTestMonth {
        do {
            return try LineTestMonth(packed: bytes)
        } catch is FigureReader.Failure {
            throw DatabaseError(.damaged, message: "a month of past line tests of school \(school) cannot be read")
        }
    }

    // MARK: Months

    /// Months since the beginning of the year 0.
    private static func number(at seconds: Int) -> Int { SeenDate(day(of: seconds)).month }

    private static func day(of seconds: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: Int((Double(seconds) / 86_400).rounded(.down)))
    }

    private static func month(of school: String, at seconds: Int) throws -> Month {
        let number = number(at: seconds)
        guard let first = CivilDate(year: number / 12, month: number % 12 + 1, day: 1),
            let next = CivilDate(year: (number + 1) / 12, month: (number + 1) % 12 + 1, day: 1)
        else { throw DatabaseError(message: "a line test of school \(school) has no date: \(seconds)") }
        return Month(
            school: school, number: number, start: first.daysSinceEpoch * 86_400, end: next.daysSinceEpoch * 86_400)
    }

    // MARK: SQL

    /// Arguments: the last school looked at, before when, how many.
    static let dueSQL = """
        SELECT f.id, f.oldest FROM (
            SELECT s.id, (SELECT t.started_at FROM line_test AS t
                WHERE t.school_id = s.id AND t.started_at < ?2 AND NOT \(isLatest)
                ORDER BY t.started_at LIMIT 1) AS oldest
            FROM school AS s WHERE s.id > ?1) AS f
        WHERE f.oldest IS NOT NULL ORDER BY f.id LIMIT ?3
        """

    /// Arguments: the school, the month's first moment, the next one's. In the order that `LineLedger` reads them in.
    static let monthSQL = """
        SELECT \(LineLedger.sampleColumns), agent_id, id FROM line_test AS t
        WHERE t.school_id = ?1 AND t.started_at >= ?2 AND t.started_at < ?3 AND NOT \(isLatest)
        ORDER BY t.started_at, t.id
        """

    /// Arguments: the school, the first and the last month.
    static let readingSQL = """
        SELECT tests FROM line_test_month WHERE school_id = ? AND month BETWEEN ? AND ? ORDER BY month
        """

    /// Whether `t` is what lists of schools show.
    private static let isLatest = """
        ((t.agent_id, t.id) IN (SELECT l.agent_id, l.id FROM line_test AS l
            WHERE l.school_id = t.school_id AND \(ReadingSQL.hasFigure("l"))
            ORDER BY l.started_at DESC, l.id LIMIT 1))
        """
}
