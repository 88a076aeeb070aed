internal import Relational
internal import Reports
internal import Store

/// Whether what an import names is there.
struct SchoolCheck {
    let db: Database

    /// - Throws: `StoreFailure.unknownSchool`, naming the first in the order given.
    func require(_ schools: [String]) throws {
        var seen = Set<String>()
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM school WHERE id = ?)")
        for school in schools where seen.insert(school).inserted {
            guard try Bool.fetchOne(statement, arguments: [school]) == true else {
                throw StoreFailure.unknownSchool(school)
            }
        }
    }

    /// For what can only stand at a school that is still there.
    /// - Parameter day: `yyyy-mm-dd`.
    /// - Throws: also `StoreFailure.closedSchool`, naming what it became: its books have gone there.
    func require(_ schools: [String], openOn day: String) throws {
        try require(schools)
        guard let day = CivilDate(day) else { return }
        let closed = try String.fetchSet(db, sql: "SELECT id FROM school WHERE closed_on IS NOT NULL")
        for school in schools where closed.contains(school) {
            _ = try SchoolHistory(db: db).openSchool(school, on: day)
        }
    }
}
