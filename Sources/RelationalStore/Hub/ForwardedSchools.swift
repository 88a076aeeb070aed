internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Reads what is to be told of schools, all but their lines.
struct ForwardedSchools {
    let db: Database
    let query: Query

    /// Values that are hidden over all that a region may show, as `school indicator programme period`.
    private let hidden: Set<[String]>

    init(db: Database, asOf: Date) throws {
        self.db = db
        var query = Query(asOf: asOf)
        query.suppression = .leavingRegion
        self.query = query
        hidden = try Self.hidden(query, in: db)
    }

    /// One indicator at a time: what is hidden is little, and all values of one are no more than a question about it reads.
    private static func hidden(_ query: Query, in db: Database) throws -> Set<[String]> {
        var hidden: Set<[String]> = []
        for id in try String.fetchAll(db, sql: "SELECT id FROM indicator WHERE counts_children = 1 ORDER BY id") {
            var asked = query
            asked.filters.indicator = id
            let book = try IndicatorReader(db: db, query: asked, scope: .everything).book()
            for row in book.rows(by: .school) where row.hidden {
                hidden.insert([row.school ?? "", row.indicator, row.programme ?? "", row.period])
            }
        }
        return hidden
    }

    /// Schools after one, closed ones too, as far as their setting lets anything leave.
    func page(after: String?, limit: Int) throws -> (schools: [ForwardedSchool], last: String?) {
        let rows = try Row.fetchAll(
            db, sql: "SELECT \(SchoolColumns.list) FROM school AS s WHERE s.id > ? ORDER BY s.id LIMIT ?",
            arguments: [after ?? "", limit])
        let schools = try rows.map(SchoolColumns.school)
        let settings = try SettingsLedger(db: db).settings(of: schools.map { ($0.id, $0.area) })
        let told = try schools.compactMap { school in
            try ForwardedSchool.Kind(settings[school.id]).map { try self.told(school, $0) }
        }
        return (told, schools.last?.id)
    }

    private func told(_ school: School, _ kind: ForwardedSchool.Kind) throws -> ForwardedSchool {
        var school = school
        school.pupils = query.shown(school.pupils)
        var told = ForwardedSchool(school: school, kind: kind)
        try addFigures(to: &told)
        told.programmes = try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT programme_id FROM programme_school WHERE school_id = ? ORDER BY programme_id"),
            arguments: [school.id])
        told.figures = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT * FROM programme_figure WHERE school_id = ? ORDER BY programme_id, category"),
            arguments: [school.id]
        ).map { .init(try ProgrammeFigures.figure($0)) }
        told.milestones = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM milestone WHERE school_id = ? ORDER BY programme_id, stage"),
            arguments: [school.id]
        ).map { row in
            ForwardedMilestone(
                programme: row["programme_id"], stage: try row.value(MilestoneStage.self, "stage"), day: row["day"],
                cost: row["cost"], currency: row["currency"])
        }
        told.values = try values(of: school.id)
        return told
    }

    private func addFigures(to told: inout ForwardedSchool) throws {
        let id = told.school.id
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM school_figures WHERE school_id = ?"), arguments: [id])
        else { return }
        told.day = row["day"]
        told.coverage = Coverage(
            registered: row["registered"], agents: row["agents"], live: row["live"],
            daysPossible: row["days_possible"], daysRun: row["days_run"])
        (told.devices, told.pedagogical) = (row["devices"], row["pedagogical"])
        told.stock = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT category, sum(low) AS low, sum(high) AS high, sum(verified) AS verified,
                        sum(registered) AS registered, sum(not_seen) AS not_seen, sum(no_data) AS no_data,
                        sum(out_of_order) AS out_of_order, sum(seen_again) AS seen_again
                    FROM school_stock WHERE school_id = ? GROUP BY category ORDER BY category
                    """), arguments: [id]
        ).map { row in
            var count = StockCount(category: try row.value(StockCategory.self, "category"))
            (count.low, count.high, count.verified) = (row["low"], row["high"], row["verified"])
            (count.registered, count.notSeen, count.noData) = (row["registered"], row["not_seen"], row["no_data"])
            (count.outOfOrder, count.seenAgain) = (row["out_of_order"], row["seen_again"])
            return .init(count)
        }
        let heard = try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(a.last_seen) FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id
                    WHERE p.school_id = ? AND p.valid_to IS NULL
                    """), arguments: [id])
        // By the hour: a school is not told anew for every report.
        told.lastReport = heard.map { Date(seconds: $0 / 3_600 * 3_600) }
    }

    private func values(of school: String) throws -> [ForwardedValue] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT v.*, i.counts_children FROM indicator_value AS v JOIN indicator AS i ON i.id = v.indicator_id
                    WHERE v.school_id = ? ORDER BY v.indicator_id, v.period, coalesce(v.programme_id, '')
                    """), arguments: [school]
        ).map { row in
            var told = ForwardedValue(
                indicator: row["indicator_id"], programme: row["programme_id"], period: row["period"],
                value: row["value"], target: row["target"])
            let key = [school, told.indicator, told.programme ?? "", told.period]
            // Of a state the earlier periods are in no answer: of these what is few by itself is hidden.
            let isFew = told.value.map { $0 > 0 && $0 < Double(Suppression.leavingRegion.threshold) } ?? false
            if row["counts_children"], isFew || hidden.contains(key) { told.value = nil }
            return told
        }
    }
}
