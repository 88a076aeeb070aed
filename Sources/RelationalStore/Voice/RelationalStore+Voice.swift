internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func keep(_ word: NewSchoolWord, scope: Scope) async throws -> SchoolWord {
        try await write { db in
            var query = Query(asOf: word.at, since: word.evidenceSince, school: word.school)
            // As unknown as what is not there, where the speaker may not see it.
            _ = try Filter(query, scope: scope, in: db)
            var tests: [EvidenceTest] = []
            if word.evidenceSince != nil {
                query.asOf = word.at
                tests = try LineLedger(db: db, period: LinePeriod(query)).samples(of: word.school).map(
                    EvidenceTest.init)
            }
            let id = try db.insert(
                sql: """
                    INSERT INTO school_word (school_id, at, who, kind, subject, stand, figure, own, room,
                        inventory_number, note, tests, evidence)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    word.school, word.at.seconds, word.who, word.kind.rawValue, word.subject, word.stand.rawValue,
                    word.figure, word.own, word.room, word.inventoryNumber, word.note, tests.count,
                    word.evidenceSince == nil ? nil : try JSONEncoder().encode(tests),
                ], numbering: "id")
            return SchoolWord(id: Int(id), word, tests: tests.count)
        }
    }

    public func schoolWords(_ query: Query, scope: Scope) async throws -> [SchoolWord] {
        try await read { db in
            var filter = try Filter(query, scope: scope, in: db)
            filter.add("w.at >= ?", query.since?.seconds)
            filter.add("w.at <= ?", query.asOf.seconds)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT w.* FROM \(filter.source.all) AS s CROSS JOIN school_word AS w ON w.school_id = s.id
                    \(filter.sql) ORDER BY w.at DESC, w.id DESC LIMIT \(query.limit ?? .max)
                    """, arguments: filter.arguments
            ).map(Self.word)
        }
    }

    public func dossier(_ id: Int, scope: Scope) async throws -> (word: SchoolWord, tests: [EvidenceTest])? {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM school_word WHERE id = ?", arguments: [id]) else {
                return nil
            }
            let word = try Self.word(row)
            do {
                _ = try Filter(Query(asOf: word.at, school: word.school), scope: scope, in: db)
            } catch StoreFailure.unknownSchool {
                return nil
            }
            let evidence: Data? = row["evidence"]
            return (word, try evidence.map { try JSONDecoder().decode([EvidenceTest].self, from: $0) } ?? [])
        }
    }

    private static func word(_ row: Row) throws -> SchoolWord {
        SchoolWord(
            id: row["id"],
            NewSchoolWord(
                school: row["school_id"], at: row.date("at"), who: row["who"],
                kind: try row.value(SchoolWord.Kind.self, "kind"), subject: row["subject"],
                stand: try row.value(SchoolWord.Stand.self, "stand"), figure: row["figure"], own: row["own"],
                room: row["room"], inventoryNumber: row["inventory_number"], note: row["note"]),
            tests: row["tests"])
    }
}
