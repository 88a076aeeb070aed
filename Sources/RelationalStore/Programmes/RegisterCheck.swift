internal import Relational
internal import Store

/// Whether what an import names is there, so that a fault names it in place of a foreign key.
struct RegisterCheck {
    let db: Database

    func requireSchool(_ id: String) throws {
        guard try exists("school", id) else { throw StoreFailure.unknownSchool(id) }
    }

    func requireProgramme(_ id: String) throws {
        guard try exists("programme", id) else { throw StoreFailure.unknownProgramme(id) }
    }

    func requireIndicators(_ ids: Set<String>, besides described: Set<String>) throws {
        for id in ids.subtracting(described).sorted() where try !exists("indicator", id) {
            throw StoreFailure.unknownIndicator(id)
        }
    }

    /// Programmes and schools that are there; each school becomes one of its programme's.
    func require(_ pairs: [(programme: String, school: String)], dryRun: Bool) throws {
        for (programme, schools) in Dictionary(grouping: pairs, by: \.programme).sorted(by: { $0.key < $1.key }) {
            try requireProgramme(programme)
            let ids = Set(schools.map(\.school)).sorted()
            for id in ids { try requireSchool(id) }
            _ = try join(programme, schools: ids, dryRun: dryRun)
        }
    }

    /// - Returns: whether a school is new, or with a dry run would be.
    func join(_ programme: String, schools: [String], dryRun: Bool) throws -> Bool {
        var isNew = false
        for school in schools {
            let known = try db.cachedStatement(
                sql: "SELECT 1 FROM programme_school WHERE programme_id = ? AND school_id = ?")
            guard try Row.fetchOne(known, arguments: [programme, school]) == nil else { continue }
            isNew = true
            if dryRun { continue }
            try db.cachedStatement(sql: "INSERT INTO programme_school (programme_id, school_id) VALUES (?, ?)")
                .execute(arguments: [programme, school])
        }
        return isNew
    }

    private func exists(_ table: String, _ id: String) throws -> Bool {
        try Row.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM \(table) WHERE id = ?"), arguments: [id]) != nil
    }
}
