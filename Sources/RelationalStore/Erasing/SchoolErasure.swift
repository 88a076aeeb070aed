internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Takes a school out of the database, each call within one transaction.
///
/// First its computers are revoked and the erasure is noted (`begin`); then tables are emptied of it in batches (`tables`, `MovedComputers`),
/// in any number of transactions, broken off and taken up again; at last school, places and computers go together (`finish`).
/// Until then the places of computers stay, because they say which computers are meant.
struct SchoolErasure {
    let db: Database
    let school: String

    private var arguments: StatementArguments { [school] }

    /// Whether an erasure of it has begun and not ended.
    func isUnderWay() throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM erasure WHERE school_id = ? AND ended_at IS NULL)",
            arguments: arguments) ?? false
    }

    /// Whether what a region tells a hub of it is left out: it is being erased, or was and is not wanted back.
    func keepsAway(isKnown: Bool) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM erasure WHERE school_id = ? AND (ended_at IS NULL OR ? = 0))"),
            arguments: [school, isKnown]) ?? false
    }

    /// - Throws: `StoreFailure.unknownSchool`.
    func count() throws -> ErasureTally {
        guard try SchoolHistory(db: db).schoolIfKnown(school) != nil else { throw StoreFailure.unknownSchool(school) }
        var tally = ErasureTally()
        for table in Self.tables {
            tally.add(try Int.fetchOne(db, sql: table.counting, arguments: arguments) ?? 0, table.what)
        }
        for (part, rows) in try MovedComputers(db: db, school: school).count() { tally.add(rows, part) }
        let tokens = "SELECT count(*) FROM reader_token WHERE school_id = ?"
        tally.add(try Int.fetchOne(db, sql: tokens, arguments: arguments) ?? 0, .tokens)
        for (sql, what) in Self.last {
            tally.add(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)", arguments: arguments) ?? 0, what)
        }
        try addRemains(to: &tally)
        return tally
    }

    /// What stays on purpose, or lies where this database does not reach.
    func addRemains(to tally: inout ErasureTally) throws {
        tally.plans = try Int.fetchAll(
            db,
            sql: """
                SELECT plan_id FROM plan_site WHERE site = ?1 UNION SELECT plan_id FROM plan_purchase WHERE school_id = ?1
                UNION SELECT plan_id FROM plan_transfer WHERE from_school_id = ?1 OR to_school_id = ?1
                UNION SELECT plan_id FROM plan_segment WHERE from_place = ?1 OR to_place = ?1
                ORDER BY plan_id
                """, arguments: arguments)
        tally.hubs = try String.fetchAll(
            db,
            sql: """
                SELECT f.url FROM forwarded_school AS s JOIN forwarding AS f ON f.hub = s.hub WHERE s.school_id = ?
                ORDER BY f.url
                """, arguments: arguments)
        tally.region = try String.fetchOne(
            db, sql: "SELECT region_id FROM hub_school WHERE school_id = ?", arguments: arguments)
    }

    // MARK: Erasing

    /// Revokes the school's computers, codes and tokens, so that nothing more comes of it; an erasure that had begun goes on.
    /// - Throws: `StoreFailure.unknownSchool`.
    func begin(_ order: ErasureOrder) throws {
        guard try SchoolHistory(db: db).schoolIfKnown(school) != nil else { throw StoreFailure.unknownSchool(school) }
        if try !isUnderWay() {
            try db.execute(
                sql: "INSERT OR REPLACE INTO erasure (school_id, began_at, ended_at, rows) VALUES (?, ?, NULL, 0)",
                arguments: [school, order.at.seconds])
            try note(.schoolErasureBegun, order.reason, order)
        }
        try db.execute(
            sql: """
                INSERT INTO revocation (agent_id, revoked_at)
                SELECT a.id, ?2 FROM agent AS a WHERE a.id IN (\(Self.computers)) ON CONFLICT DO NOTHING
                """, arguments: [school, order.at.seconds])
        try db.execute(
            sql: """
                UPDATE agent SET state = ?2, revoked_at = ?3, waiting_since = NULL
                WHERE id IN (\(Self.computers)) AND state <> ?2
                """, arguments: [school, AgentState.revoked.rawValue, order.at.seconds])
        for table in ["enrollment", "reader_token"] {
            try db.execute(
                sql: "UPDATE \(table) SET revoked_at = ? WHERE school_id = ? AND revoked_at IS NULL",
                arguments: [order.at.seconds, school])
        }
    }

    /// - Parameter limit: at most so many rows; nil for all.
    /// - Returns: how many went.
    func erase(_ table: ErasedTable, limit: Int?) throws -> Int {
        try db.cachedStatement(sql: table.erasing(limit: limit)).execute(arguments: arguments)
        let count = db.changesCount
        try add(count)
        return count
    }

    func erase(_ computer: MovedComputers.Computer) throws -> [(ErasureKind, Int)] {
        let parts = try MovedComputers(db: db, school: school).erase(computer)
        try add(parts.reduce(0) { $0 + $1.1 })
        return parts
    }

    /// Tokens go, and what they read is noted as it stood in the log.
    func eraseTokens() throws -> Int {
        try db.execute(
            sql: """
                INSERT INTO audit (at, who, action, object, detail)
                SELECT r.last_at, t.name, ?2, r.path, r.reads || ' reads, ' || r.rows || ' rows'
                FROM reader_token AS t JOIN reading_day AS r ON r.token_id = t.id WHERE t.school_id = ?1
                ORDER BY r.last_at, t.name, r.path
                """, arguments: [school, AuditAction.read.rawValue])
        try db.execute(
            sql: "DELETE FROM reading_day WHERE token_id IN (SELECT id FROM reader_token WHERE school_id = ?)",
            arguments: arguments)
        try db.execute(sql: "DELETE FROM reader_token WHERE school_id = ?", arguments: arguments)
        let count = db.changesCount
        try add(count)
        return count
    }

    /// What goes at the end.
    private static let last: [(sql: String, what: ErasureKind)] = [
        ("assignment WHERE school_id = ?1", .computers), ("agent WHERE id IN (\(ownComputers))", .computers),
        ("enrollment WHERE school_id = ?1", .codes), ("school WHERE id = ?1", .registry),
    ]

    /// Takes what came in between, and then the rest.
    /// - Returns: what went by it.
    func finish(_ order: ErasureOrder) throws -> ErasureTally {
        var tally = ErasureTally()
        for computer in try MovedComputers(db: db, school: school).all() {
            for (what, rows) in try erase(computer) { tally.add(rows, what) }
        }
        for table in Self.tables { tally.add(try erase(table, limit: nil), table.what) }
        tally.add(try eraseTokens(), .tokens)
        // Which computers go, their places say: so these are looked at first.
        let own = try String.fetchSet(db, sql: Self.ownComputers, arguments: arguments)
        let computers = String(decoding: try ReportCoder.encode(own.sorted()), as: UTF8.self)
        tally.add(try delete("assignment WHERE school_id = ?", school), .computers)
        tally.add(try delete("agent WHERE id IN (SELECT value FROM json_each(?))", computers), .computers)
        tally.add(try delete("enrollment WHERE school_id = ?", school), .codes)
        tally.add(try delete("school WHERE id = ?", school), .registry)
        let rows = try Int.fetchOne(db, sql: "SELECT rows FROM erasure WHERE school_id = ?", arguments: arguments) ?? 0
        try db.execute(
            sql: "UPDATE erasure SET ended_at = ? WHERE school_id = ?", arguments: [order.at.seconds, school])
        try note(.schoolErased, "\(rows) rows; \(order.reason)", order)
        return tally
    }

    private func delete(_ rows: String, _ argument: String) throws -> Int {
        try db.execute(sql: "DELETE FROM \(rows)", arguments: [argument])
        let count = db.changesCount
        try add(count)
        return count
    }

    /// The rows are counted with them, so that an erasure that breaks off knows how many went.
    private func add(_ rows: Int) throws {
        guard rows > 0 else { return }
        try db.cachedStatement(sql: "UPDATE erasure SET rows = rows + ? WHERE school_id = ?")
            .execute(arguments: [rows, school])
    }

    private func note(_ action: AuditAction, _ detail: String, _ order: ErasureOrder) throws {
        try RelationalStore.enter(
            AuditEntry(at: order.at, who: order.who, action: action, object: "school \(school)", detail: detail), in: db
        )
    }
}
