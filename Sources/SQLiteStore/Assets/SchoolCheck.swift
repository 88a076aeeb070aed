internal import GRDB
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
}
