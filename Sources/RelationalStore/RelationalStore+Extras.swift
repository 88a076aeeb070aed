internal import Foundation
internal import Relational
public import Store

extension RelationalStore {
    /// Keeps what platforms say of schools.
    /// - Returns: the schools of which they say other than before.
    static func keep(_ extras: [SchoolExtra], in db: Database) throws -> Set<String> {
        let differing = try differing(extras, from: db)
        for (extra, fields) in differing {
            try db.cachedStatement(
                sql: """
                    INSERT INTO school_extra (school_id, source, fields) VALUES (?, ?, ?)
                    ON CONFLICT (school_id, source) DO UPDATE SET fields = excluded.fields
                    """
            ).execute(arguments: [extra.school, extra.source, fields])
        }
        return Set(differing.map(\.extra.school))
    }

    public func schoolExtras(from source: String, _ query: Query, scope: Scope) async throws -> [SchoolExtra] {
        try await read { db in
            let filter = try Filter(of: .schools, query, scope: scope, in: db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT s.id, x.fields FROM \(filter.source.open) AS s
                    LEFT JOIN school_extra AS x ON x.school_id = s.id AND x.source = ?
                    \(filter.sql) ORDER BY \(filter.schoolOrder) LIMIT \(query.limit ?? .max) OFFSET \(query.offset)
                    """,
                arguments: [source] + filter.arguments
            ).compactMap { row in
                guard let fields = row["fields"] as String? else { return nil }
                return SchoolExtra(
                    school: row["id"], source: source,
                    fields: try JSONDecoder().decode([String: String].self, from: Data(fields.utf8)))
            }
        }
    }

    /// Those that say other than what is kept, with their text; one that says nothing where nothing is kept is none.
    private static func differing(
        _ extras: [SchoolExtra], from db: Database
    ) throws -> [(extra: SchoolExtra, fields: String)] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let statement = try db.cachedStatement(
            sql: "SELECT fields FROM school_extra WHERE school_id = ? AND source = ?")
        return try extras.compactMap { extra in
            let fields = String(decoding: try encoder.encode(extra.fields), as: UTF8.self)
            let kept = try String.fetchOne(statement, arguments: [extra.school, extra.source])
            return fields == kept ?? "{}" ? nil : (extra, fields)
        }
    }
}
