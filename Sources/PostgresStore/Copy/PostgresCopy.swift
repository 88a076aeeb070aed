internal import Relational
public import RelationalStore
internal import Store

/// Copies a whole store into an empty PostgreSQL database, table by table, each proven equal before it counts as copied.
///
/// What broke off goes on with the first table that is not there whole. Until all are, nobody can open the database.
public struct PostgresCopy: Sendable {
    /// One table that was copied, or had been before.
    public struct Table: Sendable, Equatable {
        public var name: String
        public var rows: Int
        /// SHA-256 over all rows in the order of their keys, in hexadecimal: the same on both sides.
        public var hash: String
    }

    /// So many rows travel at a time.
    private static let batch = 2_000

    private let source: any DatabaseAccess
    private let target: PostgresDatabase

    /// - Parameters:
    ///   - source: up to date, and nobody writes to it meanwhile.
    ///   - url: of a database that holds nothing, or what an earlier run left.
    /// - Throws: `StoreFailure`.
    public init(of source: RelationalStore, to url: String) throws {
        self.source = source.database
        let location = try PostgresLocation(url: url)
        do {
            let worker = PostgresWorker(location)
            try worker.write { db in try PostgresMigrator(db: db, location: location.text).migrate() }
        } catch {
            throw RelationalStore.explained(error, location: location.text)
        }
        target = PostgresDatabase(location)
    }

    /// - Parameter progress: told of each table.
    /// - Returns: all tables, by name.
    /// - Throws: `StoreFailure`; `.impossibleChange` where the database holds other rows, or a table does not come out equal.
    public func run(progress: @Sendable (Table) -> Void) async throws -> [Table] {
        do {
            let name = source.location
            try await target.write { db in try PostgresCopyDesk(db: db).begin(from: name) }
            let shapes = try await source.read { try $0.connection.tables() }
            let known = try await target.read { db in try PostgresCopyDesk(db: db).copied() }
            var tables: [Table] = []
            for shape in shapes {
                let table = if let table = known[shape.name] { table } else { try await copy(shape) }
                progress(table)
                tables.append(table)
            }
            try await target.write { db in try PostgresCopyDesk(db: db).finish(shapes) }
            try target.close()
            return tables
        } catch {
            try? target.close()
            throw RelationalStore.explained(error, location: target.location)
        }
    }

    private func copy(_ shape: TableShape) async throws -> Table {
        try await target.write { db in try db.execute(sql: "DELETE FROM \(shape.quotedName)") }
        if shape.name == PostgresWeeks.table {
            let weeks = try await source.read { db in try PostgresWeeks.weeks(in: db) }
            try await target.write { db in try PostgresWeeks(db: db).make(weeks) }
        }
        var hash = TableHash()
        var last: [DatabaseValue]?
        while true {
            let after = last
            let rows = try await source.read { db in try shape.rows(after: after, limit: Self.batch, in: db) }
            for row in rows { hash.add(row.values) }
            try await target.writeSoon { db in
                guard let connection = db.connection as? PostgresConnection else { return }
                try connection.append(rows.map(\.values), to: shape)
            }
            guard rows.count == Self.batch, let end = rows.last else { break }
            last = end.key
        }
        let table = Table(name: shape.name, rows: hash.rows, hash: hash.text)
        let arrived = try await target.read { db in try shape.hash(in: db) }
        guard arrived.text == table.hash else {
            throw StoreFailure.impossibleChange(
                "the table \(shape.name) did not arrive as it was (\(hash.rows) rows there, \(arrived.rows) here); nothing was "
                    + "changed where it came from: see that nobody writes to either database, and run this again")
        }
        try await target.write { db in try PostgresCopyDesk(db: db).note(table) }
        return table
    }
}
