internal import Relational
internal import Reports
internal import Store

/// Writes schools with their history, within one transaction: nothing else writes the table.
struct SchoolHistory {
    let db: Database

    /// Whether the school is new or changed, it is so from `day` on; what was so before stays known.
    /// - Throws: `StoreFailure.changedSince`.
    func write(_ school: School, from day: CivilDate) throws {
        let latest = try String.fetchOne(
            db.cachedStatement(sql: "SELECT valid_from FROM school_version WHERE id = ? AND valid_to IS NULL"),
            arguments: [school.id])
        if let latest, latest > day.description, let known = CivilDate(latest) {
            throw StoreFailure.changedSince("school \"\(school.id)\"", day: known)
        }
        try SchoolColumns.upsert(school, in: db)
        try db.cachedStatement(
            sql: "UPDATE school_version SET valid_to = ?1 WHERE id = ?2 AND valid_to IS NULL AND valid_from < ?1"
        ).execute(arguments: [day.description, school.id])
        // Changed twice on one day, the later word holds.
        try db.cachedStatement(sql: Self.entry).execute(arguments: [day.description, school.id])
    }

    /// - Throws: `StoreFailure.unknownSchool`.
    func school(_ id: String) throws -> School {
        guard let school = try schoolIfKnown(id) else { throw StoreFailure.unknownSchool(id) }
        return school
    }

    func schoolIfKnown(_ id: String) throws -> School? {
        try Row.fetchOne(
            db, sql: "SELECT \(SchoolColumns.list) FROM school AS s WHERE s.id = ?", arguments: [id]
        ).map(SchoolColumns.school)
    }

    /// A school that is open on a day.
    /// - Throws: `StoreFailure.unknownSchool`, `.closedSchool`.
    func openSchool(_ id: String, on day: CivilDate) throws -> School {
        let school = try school(id)
        guard let closed = school.closedOn, closed <= day else { return school }
        throw StoreFailure.closedSchool(id, on: closed, successors: try successors(of: id))
    }

    /// The schools that it was merged into or split into, as they were noted.
    func successors(of id: String) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT successor_id FROM school_successor WHERE school_id = ? AND successor_id IS NOT NULL ORDER BY position
                """, arguments: [id])
    }

    /// Where who belonged to a school belongs now: to the one that it became, where that is one. Nil for a school that is not
    /// known.
    func standing(_ id: String) throws -> String? {
        var id = id
        // More changes than any school has seen, and an end where a hand-edited database goes in a circle.
        for _ in 0..<16 {
            guard let school = try schoolIfKnown(id) else { return nil }
            let successors = Set(try successors(of: id))
            guard school.closedOn != nil, successors.count == 1, let successor = successors.first else { return id }
            id = successor
        }
        return id
    }

    func note(_ successor: SchoolSuccessor) throws {
        try db.execute(
            sql: "INSERT INTO school_successor (school_id, successor_id, since, kind, note) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                successor.school, successor.successor, successor.since.description, successor.kind.rawValue,
                successor.note,
            ])
    }

    private static let entry: String = {
        let columns = (SchoolColumns.names + ["name_key"]).joined(separator: ", ")
        return """
            INSERT OR REPLACE INTO school_version (valid_from, \(columns)) SELECT ?, \(columns) FROM school WHERE id = ?
            """
    }()
}
