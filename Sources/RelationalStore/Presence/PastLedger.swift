internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Keeps what was worked out of schools for questions about earlier days than `FigureLedger` keeps, within one transaction.
///
/// A past day changes seldom: when a report that was long on its way tells of it, or somebody corrects the books.
struct PastLedger {
    struct State: Sendable {
        /// Schools of which nothing is kept of that day.
        var missing: Int
        /// Schools of which something has come since.
        var old: Int
    }

    /// So many days are kept at once: a reader may ask for any, and must not fill the disk.
    static let keptDays = 6
    private static let daySeconds = 86_400

    let db: Database
    let query: Query
    let scope: Scope
    /// In days since 1970, UTC.
    let day: Int

    /// - Returns: nil where the question is not for a whole day as it was: what such a one comes to is kept for nobody.
    init?(db: Database, query: Query, scope: Scope) {
        let seconds = query.asOf.seconds
        guard query.asItWas, seconds >= 0, seconds % Self.daySeconds == Self.daySeconds - 1 else { return nil }
        (self.db, self.query, self.scope) = (db, query, scope)
        day = seconds / Self.daySeconds
    }

    /// Of all schools, on a day that is kept.
    init(db: Database, day: Int) {
        var query = Query(asOf: Date(timeIntervalSince1970: TimeInterval((day + 1) * Self.daySeconds - 1)))
        query.asItWas = true
        (self.db, self.query, scope, self.day) = (db, query, .everything, day)
    }

    func state() throws -> State {
        let filter = try Filter(query, scope: scope, in: db)
        let row = try Row.fetchOne(db, sql: PastSQL.state(filter, day), arguments: filter.arguments)
        return State(missing: row?["missing"] ?? 0, old: row?["old"] ?? 0)
    }

    // MARK: Keeping

    /// Works out what is missing, then what is old.
    func refresh(limit: Int) throws {
        try enter()
        let filter = try Filter(query, scope: scope, in: db)
        try refresh(filter, PastSQL.open(filter, day, limit: limit))
    }

    /// Works out these schools.
    func refresh(_ schools: ArraySlice<String>) throws {
        try enter()
        let source = try SchoolSource(query, in: db)
        for school in schools { try refresh(school, source) }
    }

    /// Of a day that somebody asked of all schools what is missing and what is old, of another what is old.
    /// - Returns: how many schools were worked out.
    func bringUpToDate(limit: Int) throws -> Int {
        let filter = try Filter(query, scope: scope, in: db)
        return try refresh(filter, PastSQL.open(filter, day, limit: limit, withMissing: isWhole()))
    }

    /// How many schools `bringUpToDate` would still work out.
    func left() throws -> Int {
        let state = try state()
        return state.old + (try isWhole() ? state.missing : 0)
    }

    private func isWhole() throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT is_whole FROM past_day WHERE day = ?", arguments: [day]) ?? false
    }

    @discardableResult
    private func refresh(_ filter: Filter, _ open: String) throws -> Int {
        let schools = try String.fetchAll(db, sql: open, arguments: filter.arguments)
        for school in schools { try refresh(school, filter.source) }
        return schools.count
    }

    private func refresh(_ school: String, _ source: SchoolSource) throws {
        let (stock, civilDay) = try SchoolReader(db: db, school: school, asOf: query.asOf, source: source).stock()
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO past_figure (day, school_id, stale, civil_day, registered, agents, live,
                    days_possible, days_run, totals, rooms, assets)
                VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            day, school, civilDay.description, stock.coverage.registered, stock.coverage.agents, stock.coverage.live,
            stock.coverage.daysPossible, stock.coverage.daysRun,
            Data(StockCount.packed(StockCount.totals(of: stock.items))), Data(StockCount.packed(stock.counts)),
            Data(AssetPresence.packed(AssetPresence.all(of: stock.items))),
        ])
        try ProgrammeFigures(db: db, span: .past(day)).refresh(school, query, stock.presence)
        try ProgrammePeriods.forget(school, since: day, until: day, in: db)
    }

    /// Says that all schools are wanted of this day: who works out figures every hour does it.
    func want() throws {
        try enter()
        try db.execute(sql: "UPDATE past_day SET is_whole = 1 WHERE day = ?", arguments: [day])
    }

    /// Notes that the day is asked for; that of which nobody has asked for longest goes.
    private func enter() throws {
        let turn = try Int.fetchOne(db, sql: "SELECT coalesce(max(turn), 0) + 1 FROM past_day") ?? 1
        try db.execute(
            sql: """
                INSERT INTO past_day (day, turn, is_whole) VALUES (?, ?, 0)
                ON CONFLICT (day) DO UPDATE SET turn = excluded.turn
                """, arguments: [day, turn])
        let gone = try Int.fetchAll(
            db, sql: "SELECT day FROM past_day ORDER BY turn DESC LIMIT \(Int.max) OFFSET \(Self.keptDays)")
        for day in gone {
            for table in ["past_programme_figure", "past_figure", "past_day"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE day = ?", arguments: [day])
            }
            // What nothing marks stale any more is good no more.
            try db.execute(sql: "DELETE FROM period_programme_figure WHERE until = ?", arguments: [day])
        }
    }

    /// Reports came: what is kept of their agents' schools from a day on is not all that is known any more.
    /// - Parameter since: in days since 1970 (UTC), by agent.
    static func age(_ since: [AgentID: Int], in db: Database) throws {
        guard let last = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(day) FROM past_day")) else { return }
        var since = since
        // Who is heard beside its successor is a computer again, and was one (`Succession.isReplaced`).
        let agents = try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT DISTINCT succeeds FROM agent WHERE succeeds IN (SELECT value FROM json_each(?))"),
            arguments: [String(decoding: JSONEncoder().encode(since.keys.map(\.text)), as: UTF8.self)])
        for agent in agents.compactMap(AgentID.init) { since[agent] = .min }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE past_figure SET stale = 1 WHERE stale = 0 AND day IN (SELECT day FROM past_day WHERE day >= ?)
                    AND school_id IN (SELECT school_id FROM assignment WHERE agent_id = ?)
                """)
        for (agent, since) in since where since <= last { try statement.execute(arguments: [since, agent.text]) }
    }

    /// What is kept, the day that was asked for last first.
    static func days(in db: Database) throws -> [Int] {
        try Int.fetchAll(db, sql: "SELECT day FROM past_day ORDER BY turn DESC")
    }
}
