internal import CSQLite

/// What SQLite answered instead of success.
struct SQLiteFailure: Error, Equatable {
    /// The extended result code (https://sqlite.org/rescode.html).
    var code: Int32
    /// SQLite's own words.
    var message: String
    /// The statement that failed, or what else was being done.
    var action: String

    /// The result code without its extension.
    var primary: Int32 { code & 0xff }

    /// Whether the disk or the file's bound is full; the log's index says so by SQLITE_IOERR_SHMSIZE, a macro that Swift does not see.
    var isFull: Bool { primary == SQLITE_FULL || code == SQLITE_IOERR | 19 << 8 }

    /// Whether the file's content is wrong, as against the disk, the permissions or another process being in the way.
    var isCorruption: Bool { primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB }
}
