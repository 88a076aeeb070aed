internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Keeps what was worked out of schools, within one transaction.
struct FigureLedger {
    struct State: Sendable {
        /// Schools without any figures.
        var missing: Int
        /// Schools with figures that are stale or of an earlier day.
        var old: Int
        /// Whether some are of a later day than the question.
        var isPast: Bool
    }

    let db: Database
    let query: Query
    let scope: Scope

    /// The asked day by the region's clock. A school with another clock is worked out more often in the hours between, and is
    /// right in them too.
    private func day() throws -> String { try SchoolClock.region(in: db).day(of: query.asOf).description }

    func state() throws -> State {
        let filter = try Filter(query, scope: scope, in: db)
        let day = try day()
        guard
            let row = try Row.fetchOne(
                db, sql: PresenceSQL.state(filter), arguments: [day] + filter.arguments)
        else { return State(missing: 0, old: 0, isPast: false) }
        let last: String? = row["last_day"]
        return State(missing: row["missing"], old: row["old"], isPast: last.map { $0 > day } ?? false)
    }

    /// - Returns: how many schools are left.
    func refresh(limit: Int) throws -> Int {
        let filter = try Filter(query, scope: scope, in: db)
        let schools = try String.fetchAll(
            db, sql: PresenceSQL.open(filter, limit: limit), arguments: filter.arguments + [try day()])
        for school in schools { try refresh(school, filter.source) }
        let state = try state()
        return state.missing + state.old
    }

    private func refresh(_ school: String, _ source: SchoolSource) throws {
        let (stock, day) = try SchoolReader(db: db, school: school, asOf: query.asOf, source: source).stock()
        let attached = try Int.fetchOne(
            db.cachedStatement(sql: PresenceSQL.attached(source)), arguments: [school])
        let pedagogical = try Int.fetchOne(
            db.cachedStatement(sql: PresenceSQL.pedagogical(source)), arguments: [school])
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO school_figures
                    (school_id, day, stale, registered, agents, live, days_possible, days_run, devices, pedagogical)
                VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            school, day.description, stock.coverage.registered, stock.coverage.agents, stock.coverage.live,
            stock.coverage.daysPossible, stock.coverage.daysRun, attached, pedagogical,
        ])
        try writeCounts(stock.counts, school)
        try writePresence(AssetPresence.all(of: stock.items), school)
        try ProgrammeFigures(db: db).refresh(school, query, stock.presence)
        // By the UTC day, which may be the one before.
        try ProgrammePeriods.forget(school, since: CivilDate(utc: query.asOf).daysSinceEpoch - 1, in: db)
    }

    private func writeCounts(_ counts: [StockCount], _ school: String) throws {
        try db.cachedStatement(sql: "DELETE FROM school_stock WHERE school_id = ?").execute(arguments: [school])
        let insertion = try db.cachedStatement(
            sql: """
                INSERT INTO school_stock (school_id, category, room, low, high, verified, registered, not_seen, no_data,
                    out_of_order, seen_again)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for count in counts {
            try insertion.execute(arguments: [
                school, count.category.rawValue, count.room ?? "", count.low, count.high, count.verified,
                count.registered, count.notSeen, count.noData, count.outOfOrder, count.seenAgain,
            ])
        }
    }

    private func writePresence(_ presence: [String: AssetPresence], _ school: String) throws {
        try db.cachedStatement(
            sql: "DELETE FROM asset_presence WHERE asset_id IN (SELECT id FROM asset WHERE school_id = ?)"
        ).execute(arguments: [school])
        let insertion = try db.cachedStatement(
            sql: """
                INSERT INTO asset_presence (asset_id, presence, last_seen, agent_id, room, seen_again)
                SELECT id, ?, ?, ?, ?, ? FROM asset WHERE school_id = ? AND inventory_number = ?
                """)
        for (number, known) in presence {
            try insertion.execute(arguments: [
                known.presence.rawValue, known.lastSeen, known.agent?.text, known.room, known.seenAgain, school, number,
            ])
        }
    }

    /// Reports of an agent came: what is kept of its school is not the newest any more.
    static func age(_ agent: AgentID, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE school_figures SET stale = 1 WHERE stale = 0 AND school_id =
                    (SELECT school_id FROM assignment WHERE agent_id = ? AND valid_to IS NULL)
                """
        ).execute(arguments: [agent.text])
    }
}
