internal import CSQLite

/// One open SQLite file: the owner of its handle and of every statement prepared on it.
///
/// Not thread-safe (opened with `SQLITE_OPEN_NOMUTEX`): `Outbox` holds it in a `Mutex`.
/// `@safe`: the handle is private, lives exactly as long as the object, and nothing it points to is handed out.
@safe final class Connection {
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]
    private var isClosed = false

    /// Opens the file, creating it when it is not there, or only to read; a link in its place is refused.
    init(path: String, readOnly: Bool = false) throws(SQLiteFailure) {
        var opened: OpaquePointer?
        let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = unsafe sqlite3_open_v2(
            path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW,
            PlainNames.vfs)
        guard code == SQLITE_OK, let handle = unsafe opened else {
            let message = unsafe String(cString: sqlite3_errstr(code))
            unsafe sqlite3_close_v2(opened)
            throw SQLiteFailure(code: code, message: message, action: "open")
        }
        unsafe self.handle = unsafe handle
        unsafe sqlite3_busy_timeout(handle, 5_000)
    }

    deinit { close() }

    /// Closes the file; nothing may be asked of it any more.
    func close() {
        statements.removeAll()
        if !isClosed { unsafe sqlite3_close_v2(handle) }
        isClosed = true
    }

    /// Runs one statement to its end.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: SQLValue...) throws(SQLiteFailure) -> Int {
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        while try statement.step() {}
        return Int(unsafe sqlite3_changes64(handle))
    }

    /// Runs one query and makes a value of every row.
    func rows<Value>(_ sql: String, _ values: SQLValue..., make: (Statement) throws -> Value) throws -> [Value] {
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        var made: [Value] = []
        while try statement.step() { made.append(try make(statement)) }
        return made
    }

    /// The first column of the first row as an integer, 0 without one.
    func integer(_ sql: String, _ values: SQLValue...) throws(SQLiteFailure) -> Int {
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Moves the log into the file and gives what the file no longer needs back to the disk, as far as that goes.
    func giveBack() {
        // On a full disk either may fail: then what follows says so.
        _ = try? rows("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
        _ = try? rows("PRAGMA incremental_vacuum") { _ in }
        _ = try? rows("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
    }

    /// Does all of `body` or none of it; with synchronous=FULL it is on the disk when this returns.
    func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try run("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // A full disk may have ended the transaction already; what is told is why it failed, not the rollback.
            if unsafe sqlite3_get_autocommit(handle) == 0 { _ = try? run("ROLLBACK") }
            throw error
        }
    }

    /// Every statement that was run, as text.
    var preparedSQL: [String] { Array(statements.keys) }

    private func prepared(_ sql: String) throws(SQLiteFailure) -> Statement {
        if let statement = statements[sql] { return statement }
        let statement = try unsafe Statement(sql, on: handle)
        statements[sql] = statement
        return statement
    }
}
