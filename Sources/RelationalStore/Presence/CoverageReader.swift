internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Reads how much of what schools have can be known.
struct CoverageReader {
    let db: Database
    let query: Query

    /// As it is kept.
    func kept(_ scope: Scope) throws -> [CoverageRow] {
        let filter = try Filter(query, scope: scope, in: db)
        return try Row.fetchAll(db, sql: PresenceSQL.coverage(filter, query), arguments: filter.arguments).map { row in
            let coverage = Coverage(
                registered: row["registered"], agents: row["agents"], live: row["live"],
                daysPossible: row["days_possible"], daysRun: row["days_run"])
            return CoverageRow(
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                area: SchoolColumns.area(row), schoolsWithoutComputers: coverage.computers == 0 ? 1 : 0,
                coverage: coverage, day: row["day"])
        }
    }

    /// As it was on an earlier day.
    func past(_ scope: Scope, from past: PastSchools) throws -> [CoverageRow] {
        let schools = try SchoolPlaces(db: db, query: query).all(scope)
        return try schools.dropFirst(query.offset).prefix(query.limit ?? .max).map { school in
            let told = try past.coverage(of: school.id)
            return CoverageRow(
                school: school.id, schoolName: school.name, area: school.area,
                schoolsWithoutComputers: told.coverage.computers == 0 ? 1 : 0, coverage: told.coverage, day: told.day)
        }
    }
}
