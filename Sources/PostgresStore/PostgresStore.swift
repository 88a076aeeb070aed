internal import Relational
public import RelationalStore
internal import Store

/// A database on a PostgreSQL server, version 15 or later, in a schema `parta` of its own.
///
/// Writers wait for each other across processes (an advisory lock), a write returns when the server has it on the disk
/// (`synchronous_commit = on`), and a reader sees one moment's state. Connections that are lost are made anew by the next call.
public enum PostgresStore {
    static let oldestVersion = 150_000

    /// Whether a database's address names one of these.
    public static func isAddress(_ url: String) -> Bool {
        url.hasPrefix("postgresql://") || url.hasPrefix("postgres://")
    }

    /// Connects, and brings the tables up to date.
    /// - Parameter url: as libpq reads it.
    /// - Throws: `StoreFailure`.
    public static func open(url: String) throws -> RelationalStore {
        try opened(url) { worker, location in
            try worker.write { db in try PostgresMigrator(db: db, location: location.text).migrate() }
            try worker.read { db in try requireWhole(db, location) }
        }
    }

    /// Connects to a database that is there, and changes nothing in it.
    /// - Throws: `StoreFailure.noDatabase`, `.olderDatabase`, and as `open(url:)`.
    public static func openExisting(url: String) throws -> RelationalStore {
        try opened(url) { worker, location in
            try worker.read { db in
                guard try db.tableExists("schema_step") else { throw StoreFailure.noDatabase(location: location.text) }
                guard try PostgresMigrator(db: db, location: location.text).missing().isEmpty else {
                    throw StoreFailure.olderDatabase(location: location.text)
                }
                try requireWhole(db, location)
            }
        }
    }

    /// A database that another is being copied into is nobody's yet.
    private static func requireWhole(_ db: Database, _ location: PostgresLocation) throws {
        guard try !db.tableExists("copied_table") else {
            throw StoreFailure.impossibleChange(
                "another database is being copied into \(location.text); run the same `parta migrate --from` again, which goes "
                    + "on where it ended")
        }
    }

    /// - Parameter prepare: on a connection of its own, which ends with it.
    private static func opened(
        _ url: String, _ prepare: (PostgresWorker, PostgresLocation) throws -> Void
    ) throws -> RelationalStore {
        let location = try PostgresLocation(url: url)
        do {
            let worker = PostgresWorker(location)
            try prepare(worker, location)
        } catch {
            throw RelationalStore.explained(error, location: location.text)
        }
        return RelationalStore(database: PostgresDatabase(location))
    }
}
