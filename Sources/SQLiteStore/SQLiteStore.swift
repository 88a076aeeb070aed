internal import GRDB
internal import Relational
public import RelationalStore
internal import Store

/// The embedded database: one SQLite file, or memory for tests.
///
/// Readers work beside the one writer (WAL), and a write returns only when it is on the disk (`synchronous=FULL`): an
/// acknowledged report survives a power cut.
public enum SQLiteStore {
    /// Opens the file, or creates it for this account alone, and brings its tables up to date.
    /// - Parameter path: the database file; its directory must exist.
    /// - Throws: `StoreFailure`: it cannot be made, or is not a database that this release may write.
    public static func open(path: String) throws -> RelationalStore {
        try DatabaseFile(path: path).createIfMissing()
        return try opened(path: path) { database in
            try migrator.migrate(database)
        }
    }

    /// Opens a file that is there, and changes nothing in it: a question must not make a database.
    /// - Throws: `StoreFailure.noDatabase`, `.olderDatabase`, and as `open(path:)`.
    public static func openExisting(path: String) throws -> RelationalStore {
        try DatabaseFile(path: path).requirePresence()
        return try opened(path: path) { database in
            guard try database.read({ try migrator.hasCompletedMigrations($0) }) else {
                throw StoreFailure.olderDatabase(location: path)
            }
        }
    }

    /// A database that ends with the process.
    public static func inMemory() throws -> RelationalStore {
        let queue = try DatabaseQueue(configuration: configuration())
        try migrator.migrate(queue)
        return RelationalStore(database: SQLiteDatabase(queue, location: "in memory"))
    }

    /// What each of the few readers keeps of the file, within one question: to find a category's devices at a large district's
    /// 2,400 computers two of them look at some 60 MB of pages. Any commit, as of the count of who read what, empties it.
    private static let readerCacheKiB = 32_768
    /// What the writer keeps: every report touches a dozen trees, and pages that were dropped are read and checked again.
    private static let writerCacheKiB = 32_768
    /// After so many pages the log is brought into the file: a page that many reports change is written there once in 16 MB.
    private static let logPages = 4_000

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        // Another process (an import beside the server) may hold the write lock: wait for it rather than fail.
        configuration.busyMode = .timeout(10)
        return configuration
    }

    private static func opened(path: String, prepare: (DatabasePool) throws -> Void) throws -> RelationalStore {
        SQLiteMemory.stopCounting
        return try explaining(location: path) {
            try check(path: path)
            var configuration = configuration()
            configuration.prepareDatabase { db in
                let kibibytes = db.configuration.readonly ? readerCacheKiB : writerCacheKiB
                try db.execute(sql: "PRAGMA cache_size = -\(kibibytes)")
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            // After opening: the pool sets NORMAL when it turns WAL on, later than `prepareDatabase`.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                _ = try Int.fetchOne(db, sql: "PRAGMA wal_autocheckpoint = \(logPages)")
            }
            try prepare(pool)
            let database = SQLiteDatabase(pool, location: path)
            return RelationalStore(
                database: database, notice: DatabaseFile(path: path).notice, backups: SQLiteBackup(of: database))
        }
    }

    /// Looks before anything is written: the pool would turn WAL on, the migrations would add tables, to any database.
    private static func check(path: String) throws {
        do {
            try check(path: path, readonly: true)
        } catch let error as GRDB.DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            // The current failed in a transaction from before WAL was on: who only reads may not take it back. SQLite does
            // so for whoever may write, before the first question, and it is what the file's own program would do.
            try check(path: path, readonly: false)
        }
    }

    private static func check(path: String, readonly: Bool) throws {
        var configuration = configuration()
        configuration.readonly = readonly
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { db in
            let applied = try migrator.appliedIdentifiers(db)
            // The migrator's own table comes before the first migration, and the current may fail in between.
            let hasTables = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE tbl_name <> 'grdb_migrations')")
            guard hasTables != true || migrator.migrations.first.map(applied.contains) == true else {
                throw StoreFailure.foreignDatabase(location: path)
            }
            if let step = applied.subtracting(migrator.migrations).max() {
                throw StoreFailure.newerDatabase(location: path, step: step)
            }
        }
        try queue.close()
    }

    /// GRDB's table of steps keeps their names, as in every release so far.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in Migrations.steps {
            migrator.registerMigration(
                step.name, foreignKeyChecks: step.keepsReferences ? .immediate : .deferred
            ) { try step.take(in: Relational.Database($0)) }
        }
        return migrator
    }

    static func explaining<Value>(location: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as GRDB.DatabaseError {
            throw RelationalStore.explained(error.told(location: location), location: location)
        } catch {
            throw RelationalStore.explained(error, location: location)
        }
    }

    /// Another process that has a database open. Asked before this one opens it: looking lets go of this process's own locks
    /// on the file (fcntl(2), POSIX record locks).
    public static func process(using path: String) -> Int? { DatabaseFile(path: path).holder }
}
