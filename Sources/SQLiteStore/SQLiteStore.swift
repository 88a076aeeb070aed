internal import Foundation
internal import GRDB
public import Store

/// The embedded database: one SQLite file, or memory for tests.
///
/// Readers work beside the one writer (WAL), and a write returns only when it is on the disk (`synchronous=FULL`): an
/// acknowledged report survives a power cut.
public final class SQLiteStore: Store {
    let database: any DatabaseWriter

    init(database: any DatabaseWriter) {
        self.database = database
    }

    /// Opens the file, or creates it, and brings its tables up to date.
    /// - Parameter path: the database file; its directory must exist.
    /// - Throws: `StoreFailure.cannotOpen`, `.newerDatabase`.
    public static func open(path: String) throws -> SQLiteStore {
        do {
            let pool = try DatabasePool(path: path, configuration: configuration())
            // After opening: the pool sets NORMAL when it turns WAL on, later than `prepareDatabase`.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return try migrated(pool, location: path)
        } catch let error as DatabaseError {
            throw StoreFailure.cannotOpen(location: path, reason: error.message ?? "\(error.resultCode)")
        } catch let error as CocoaError {
            throw StoreFailure.cannotOpen(location: path, reason: error.localizedDescription)
        }
    }

    /// A database that ends with the process.
    public static func inMemory() throws -> SQLiteStore {
        try migrated(DatabaseQueue(configuration: configuration()), location: "in memory")
    }

    /// Waits for running writes and closes every connection; later calls throw.
    public func close() throws {
        try database.close()
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        // Another process (an import beside the server) may hold the write lock: wait for it rather than fail.
        configuration.busyMode = .timeout(10)
        return configuration
    }

    private static func migrated(_ database: any DatabaseWriter, location: String) throws -> SQLiteStore {
        let migrator = Migrations.migrator
        guard try database.read({ try !migrator.hasBeenSuperseded($0) }) else {
            throw StoreFailure.newerDatabase(location: location)
        }
        try migrator.migrate(database)
        return SQLiteStore(database: database)
    }
}
