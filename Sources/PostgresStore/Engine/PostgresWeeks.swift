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
    /// And no more of what some clock made up.
    static let most = 100
    /// So many rows move while others wait.
    static let mostMoved = 100_000

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
            // Behind all that ever were: what a hub has is told by number.
            """
            SELECT setval('parta.envelope_number', greatest((SELECT coalesce(max(position), 0) FROM envelope_whole),
                (SELECT coalesce(max(position), 0) FROM forwarding),
                coalesce(pg_sequence_last_value(pg_get_serial_sequence('parta.envelope_whole', 'position')::regclass), 0)) + 1, false)
            """,
            "CREATE TABLE \(Self.other) PARTITION OF envelope DEFAULT",
        ] {
            try db.execute(sql: sql)
        }
        try make(Self.weeks(of: "envelope_whole", in: db))
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
        let week = Self.week(of: time)
        try make(Array(week...week + Self.ahead))
    }

    /// Makes the tables of these weeks, those that are made already left alone.
    func make(_ weeks: [Int]) throws {
        let made = Set(try parts().map(\.name))
        for week in weeks where !made.contains(Self.name(of: week)) { try make(week) }
    }

    /// In which weeks a database's envelopes came, the newest first, and not too many of them.
    static func weeks(of table: String = table, in db: Database) throws -> [Int] {
        try Int.fetchAll(
            db,
            sql: """
                SELECT DISTINCT (received_at + \(3 * 86_400)) / \(seconds) AS week FROM \(table)
                WHERE received_at >= 0 ORDER BY week DESC LIMIT \(most)
                """)
    }

    /// Whoever reads envelopes, such as pg_dump, is waited for, but not for long: reports would wait behind.
    private func waitShortly() throws {
        try db.execute(sql: "SET LOCAL lock_timeout = '2s'")
        try db.execute(sql: "SET LOCAL statement_timeout = 0")
    }

    func drop(_ part: TablePart) throws {
        try waitShortly()
        try db.execute(sql: "DROP TABLE \(part.name)")
    }

    /// Where the week lies in `other` as a whole it stays there, and goes row by row.
    private func make(_ week: Int) throws {
        let name = Self.name(of: week)
        let (start, end) = (Self.start(of: week), Self.start(of: week + 1))
        let outside = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM (SELECT 1 AS one FROM \(Self.other)
                    WHERE received_at >= \(start) AND received_at < \(end) LIMIT \(Self.mostMoved)) AS found
                """)
        guard (outside ?? 0) < Self.mostMoved else { return }
        try waitShortly()
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
                    substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \\(''(-?[0-9]+)''\\)')::bigint AS begins,
                    substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \\(''(-?[0-9]+)''\\)')::bigint AS ends
                FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'parta.\(Self.table)'::regclass AND c.relname <> '\(Self.other)' ORDER BY ends
                """
        ).map { TablePart(name: $0["name"], times: $0["begins"]..<$0["ends"]) }
    }
}
