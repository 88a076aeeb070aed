public import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func importSchoolYears(
        _ years: [SchoolYearCount], at time: Date, dryRun: Bool
    ) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            let history = SchoolHistory(db: db)
            let outcome = try ImportOutcome.taking(
                years, named: { "school \($0.school) in \($0.year)" },
                before: { try Self.year($0, like: $0.source, in: db) },
                write: { year in
                    _ = try history.school(year.school)
                    try Self.keep(year, at: time, in: db)
                })
            for id in Set(years.map(\.school)).sorted() {
                var school = try history.school(id)
                guard let pupils = try Self.newestPupils(of: id, in: db), pupils != school.pupils else { continue }
                school.pupils = pupils
                try history.write(school, from: CivilDate(utc: time))
            }
            return outcome
        }
    }

    public func schoolYears(_ query: Query, scope: Scope) async throws -> [SchoolYearCount] {
        try await read { db in
            let filter = try Filter(query, scope: scope, in: db)
            return try Row.fetchAll(db, sql: ReadingSQL.schoolYears(filter), arguments: filter.arguments).map { row in
                var year = try Self.year(row)
                year.pupils = query.shown(year.pupils)
                // The boys would tell the girls, and the other way round.
                let boys = (row["pupils"] as Int?).flatMap { all in year.girls.map { all - $0 } }
                if query.shown(boys) != boys || year.pupils == nil { year.girls = nil }
                year.girls = query.shown(year.girls)
                return year
            }
        }
    }

    /// - Parameter source: taken for what is kept: the same figures from another file are no change.
    private static func year(
        _ year: SchoolYearCount, like source: String?, in db: Database
    ) throws -> SchoolYearCount? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM school_year WHERE school_id = ? AND year = ?")
        guard let row = try Row.fetchOne(statement, arguments: [year.school, year.year.description]) else { return nil }
        var known = try Self.year(row)
        known.source = source
        return known
    }

    private static func year(_ row: Row) throws -> SchoolYearCount {
        let text: String = row["year"]
        guard let year = SchoolYear(text) else { throw DatabaseError(message: "\"\(text)\" is no school year") }
        return SchoolYearCount(
            school: row["school_id"], year: year, pupils: row["pupils"], girls: row["girls"],
            teachers: row["teachers"], classes: row["classes"], source: row["source"])
    }

    private static func keep(_ year: SchoolYearCount, at time: Date, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO school_year
                    (school_id, year, pupils, girls, teachers, classes, source, noted_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            year.school, year.year.description, year.pupils, year.girls, year.teachers, year.classes, year.source,
            time.seconds,
        ])
    }

    private static func newestPupils(of school: String, in db: Database) throws -> Int? {
        try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT pupils FROM school_year WHERE school_id = ? AND pupils IS NOT NULL ORDER BY year DESC LIMIT 1
                    """), arguments: [school])
    }
}

extension ReadingSQL {
    static func schoolYears(_ filter: Filter) -> String {
        """
        SELECT y.* FROM \(filter.source.open) AS s
        CROSS JOIN school_year AS y ON y.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), y.year
        """
    }
}
