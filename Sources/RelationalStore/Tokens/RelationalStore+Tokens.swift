public import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func createToken(_ token: NewReaderToken) async throws -> ReaderToken {
        try await write { db in
            let isTaken = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM reader_token WHERE name = ?)", arguments: [token.name])
            guard isTaken == false else { throw StoreFailure.tokenNameTaken(token.name) }
            let (school, areas) = try Self.reach(of: token, in: db)
            let id = try db.insert(
                sql: """
                    INSERT INTO reader_token (hash, name, role, school_id, areas, created_at, created_by, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    token.hash, token.name, token.role.rawValue, school,
                    String(decoding: try ReportCoder.encode(areas.map(\.text)), as: UTF8.self), token.createdAt.seconds,
                    token.createdBy, token.expiresAt.seconds,
                ], numbering: "id")
            return try Self.token(Int(id), in: db)
        }
    }

    public func tokens() async throws -> [ReaderToken] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM reader_token ORDER BY id").map(Self.token)
        }
    }

    public func token(hash: Data) async throws -> ReaderToken? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM reader_token WHERE hash = ?", arguments: [hash]).map(Self.token)
        }
    }

    public func revokeToken(_ id: Int, at time: Date) async throws -> ReaderToken {
        try await write { db in
            try db.execute(
                sql: "UPDATE reader_token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?",
                arguments: [time.seconds, id])
            return try Self.token(id, in: db)
        }
    }

    /// Names are looked up as the operator, who may see everything.
    private static func reach(of token: NewReaderToken, in db: Database) throws -> (String?, [AreaPath]) {
        switch token.reach {
        case .school(let id):
            let exists = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM school WHERE id = ?)", arguments: [id])
            guard exists == true else { throw StoreFailure.unknownSchool(id) }
            return (id, [])
        case .areas(let names):
            let areas = try names.map { name in
                // A hub learns of areas by what its regions forward: there may be nothing there yet.
                if token.role == .region {
                    guard let path = AreaPath(text: name) else { throw StoreFailure.unknownArea(name) }
                    return path
                }
                let named = try Filter.areas(named: name, scope: .everything, in: db)
                guard Set(named.map(\.key)).count == 1, let area = named.first else {
                    throw StoreFailure.ambiguousArea(name, paths: named.map(\.text))
                }
                return area
            }
            return (nil, areas)
        }
    }

    /// - Throws: `StoreFailure.unknownToken`.
    private static func token(_ id: Int, in db: Database) throws -> ReaderToken {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM reader_token WHERE id = ?", arguments: [id]) else {
            throw StoreFailure.unknownToken(id)
        }
        return try token(row)
    }

    private static func token(_ row: Row) throws -> ReaderToken {
        let areas: String = row["areas"]
        let paths = try ReportCoder.decode([String].self, from: Data(areas.utf8)).map { text in
            guard let path = AreaPath(text: text) else { throw DatabaseError(message: "\"\(text)\" is no area's path") }
            return path
        }
        return ReaderToken(
            id: row["id"], name: row["name"], role: try row.value(ReaderRole.self, "role"), school: row["school_id"],
            areas: paths, createdAt: row.date("created_at"), createdBy: row["created_by"],
            expiresAt: row.date("expires_at"), revokedAt: row.dateIfPresent("revoked_at"),
            lastUsed: row.dateIfPresent("last_used"))
    }
}
