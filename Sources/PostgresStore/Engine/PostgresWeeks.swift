internal import Foundation
internal import Relational

/// Envelopes, divided among tables by the week in which they came (a week begins on Monday, UTC), so that what is old goes as
/// a whole table and nothing has to be cleaned up behind it.
///
/// Of all that a region holds, texts of envelopes are nine tenths. What comes in a week that has no table yet, from a clock that
/// is wrong by months or from a copy, lies in `envelope_other` and moves when the week is made. A number is taken once in a
/// stream because the stream's ranges say so, under the lock that all who write wait for; an index over all weeks cannot.
struct PostgresWeeks {
    static let table = "envelope"
    static let other = "envelope_other"
    static let seconds = 604_800
    /// So many weeks are made ahead.
    static let ahead = 4
    /// And no more of a span that some clock made up.
    static let most = 100

    let db: Database

    /// 1970 began on a Thursday.
    static func week(of time: Int) -> Int { Int((Double(time + 3 * 86_400) / Double(seconds)).rounded(.down)) }

    static func start(of week: Int) -> Int { week * seconds - 3 * 86_400 }

    static func name(of week: Int) -> String {
        let day = Date(timeIntervalSince1970: TimeInterval(start(of: week)))
        return "\(table)_" + String(day.formatted(.iso8601.year().month().day()).map { $0 == "-" ? "_" : $0 })
    }

    /// Divides the one table that schema steps made, with what it holds.
    func divide() throws {
        let indices = try String.fetchAll(
            db,
            sql: """
                SELECT i.indexdef FROM pg_indexes AS i WHERE i.schemaname = 'parta' AND i.tablename = 'envelope'
                    AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conname = i.indexname)
                """)
        for sql in [
            // What a country holds takes longer than a statement may otherwise.
            "SET LOCAL statement_timeout = 0",
            "ALTER TABLE envelope RENAME TO envelope_whole",
            "CREATE TABLE envelope (LIKE envelope_whole) PARTITION BY RANGE (received_at)",
            "ALTER TABLE envelope ALTER has_hashes SET DEFAULT 1",
            "CREATE SEQUENCE envelope_number OWNED BY envelope.position",
            "ALTER TABLE envelope ALTER position SET DEFAULT nextval('parta.envelope_number')",
            "SELECT setval('parta.envelope_number', (SELECT coalesce(max(position), 0) + 1 FROM envelope_whole), false)",
            "CREATE TABLE \(Self.other) PARTITION OF envelope DEFAULT",
        ] {
            try db.execute(sql: sql)
        }
        if let span = try Self.span(of: "envelope_whole", in: db) { try make(for: span) }
        try db.execute(sql: "INSERT INTO envelope SELECT * FROM envelope_whole")
        try db.execute(sql: "DROP TABLE envelope_whole")
        for sql in [
            "ALTER TABLE envelope ADD PRIMARY KEY (position, received_at)",
            "ALTER TABLE envelope ADD FOREIGN KEY (agent_id) REFERENCES agent (id)",
            "CREATE INDEX envelope_place ON envelope (agent_id, stream, seq)",
        ] + indices {
            try db.execute(sql: sql)
        }
    }

    /// Makes the table of a time's week and of those that follow it.
    /// - Parameter time: seconds since 1970.
    func make(at time: Int) throws {
        try make(for: time...time + Self.ahead * Self.seconds)
    }

    /// Makes the tables of a span of time, as far as there are not too many of them.
    func make(for span: ClosedRange<Int>) throws {
        let made = Set(try parts().map(\.name))
        let last = Self.week(of: span.upperBound)
        let first = max(Self.week(of: span.lowerBound), last - Self.most)
        for week in first...last where !made.contains(Self.name(of: week)) { try make(week) }
    }

    /// When the first and the last of a database's envelopes came; nil where there are none.
    static func span(of table: String = table, in db: Database) throws -> ClosedRange<Int>? {
        let row = try Row.fetchOne(db, sql: "SELECT min(received_at) AS first, max(received_at) AS last FROM \(table)")
        guard let first: Int = row?["first"], let last: Int = row?["last"] else { return nil }
        return first...last
    }

    private func make(_ week: Int) throws {
        let name = Self.name(of: week)
        let (start, end) = (Self.start(of: week), Self.start(of: week + 1))
        try db.execute(sql: "CREATE TABLE \(name) (LIKE \(Self.table) INCLUDING DEFAULTS)")
        try db.execute(
            sql: """
                WITH moved AS (DELETE FROM \(Self.other) WHERE received_at >= \(start) AND received_at < \(end) RETURNING *)
                INSERT INTO \(name) SELECT * FROM moved
                """)
        try db.execute(
            sql: "ALTER TABLE \(Self.table) ATTACH PARTITION \(name) FOR VALUES FROM (\(start)) TO (\(end))")
    }

    /// The oldest first.
    func parts() throws -> [TablePart] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT c.relname AS name,
                    substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \\(''(-?[0-9]+)''\\)')::bigint AS ends
                FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'parta.\(Self.table)'::regclass AND c.relname <> '\(Self.other)' ORDER BY ends
                """
        ).map { TablePart(name: $0["name"], end: $0["ends"]) }
    }
}
