internal import CSQLite
internal import FoundationEssentials
internal import Glibc

extension Outbox {
    /// Makes an empty file that only its owner may read; SQLite gives its side files the same mode.
    /// - Returns: whether there was none, or an empty one.
    static func makeFile(_ path: String) throws -> Bool {
        let descriptor = unsafe Glibc.open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let code: OutboxFailure.Code = errno == ENOSPC || errno == EDQUOT ? .full : .notPermitted
            throw OutboxFailure(
                code: code, path: path, reason: "cannot be opened (\(unsafe String(cString: strerror(errno))))")
        }
        defer { close(descriptor) }
        return lseek(descriptor, 0, SEEK_END) == 0
    }

    /// Opens the file, checks whose it is and whether it is whole, and brings its tables up to date.
    static func prepare(path: String, sizeLimitBytes: Int) throws -> Connection {
        let connection = try Connection(path: path)
        try connection.run("PRAGMA trusted_schema = OFF")
        let application = try connection.integer("PRAGMA application_id")
        let version = try connection.integer("PRAGMA user_version")
        let tables = try connection.integer("SELECT count(*) FROM sqlite_schema")
        guard application == Schema.applicationID || tables == 0 else {
            throw OutboxFailure(code: .foreign, path: path, reason: "it is a database of another program")
        }
        guard version <= Schema.migrations.count else {
            let reason =
                "it was written by a newer version (format \(version), this one knows \(Schema.migrations.count))"
            throw OutboxFailure(code: .newerVersion, path: path, reason: reason)
        }
        // So that a file that has become smaller can give its room back; only an empty one can be told.
        if tables == 0 { try connection.run("PRAGMA auto_vacuum = INCREMENTAL") }
        try connection.run("PRAGMA journal_mode = WAL")
        // A log that is longer than the reserve could not be emptied into the file on a full disk.
        try connection.run("PRAGMA wal_autocheckpoint = \(DiskReserve.bytes / 2 / 4_096)")
        try connection.run("PRAGMA journal_size_limit = \(DiskReserve.bytes / 2)")
        try connection.run("PRAGMA synchronous = FULL")
        // An outbox is small: 512 KiB of cache hold it, and the agent shares a classroom PC.
        try connection.run("PRAGMA cache_size = -512")
        let verdict = try connection.rows("PRAGMA quick_check(1)") { $0.text(0) }
        guard verdict == ["ok"] else {
            let message = "its pages do not fit together: \(verdict.joined(separator: ", "))"
            throw SQLiteFailure(code: SQLITE_CORRUPT, message: message, action: "quick_check")
        }
        let pageSize = try connection.integer("PRAGMA page_size")
        try connection.run("PRAGMA max_page_count = \(max(1, sizeLimitBytes / pageSize))")
        if version < Schema.migrations.count { try migrate(connection, from: version) }
        return connection
    }

    /// As `prepare`. The log's index needs room before anything is read: a computer that is switched on with a full disk gives
    /// up the reserve for it.
    static func prepareInRoomLeft(path: String, sizeLimitBytes: Int) throws -> Connection {
        do {
            return try prepare(path: path, sizeLimitBytes: sizeLimitBytes)
        } catch let failure as SQLiteFailure where failure.isFull {
            DiskReserve(path: "\(path)-reserve").release()
            return try prepare(path: path, sizeLimitBytes: sizeLimitBytes)
        }
    }

    private static func migrate(_ connection: Connection, from version: Int) throws {
        try connection.transaction {
            for statements in Schema.migrations[version...] {
                for statement in statements { try connection.run(statement) }
            }
            if version == 0 {
                try connection.run(
                    "INSERT INTO stream(id, name, next_seq, rounds, refused) VALUES (1, ?, 1, 0, 0)", .text(newStream())
                )
            }
            try connection.run("PRAGMA application_id = \(Schema.applicationID)")
            try connection.run("PRAGMA user_version = \(Schema.migrations.count)")
        }
    }

    /// 128 bits of the system's random numbers: not handed in, because a stream that repeats loses reports.
    static func newStream() -> String {
        [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)]
            .map { number in
                let digits = String(number, radix: 16)
                return String(repeating: "0", count: 16 - digits.count) + digits
            }
            .joined()
    }

    /// Renames a file and its side files to `<path>.<why>-<n>`, n being one more than the highest that is there, so that
    /// numbers tell the order.
    static func moveAside(_ path: String, as why: String = "corrupt") throws -> String {
        var number = (asideNumbers(of: path, as: why).last ?? 0) + 1
        // In a directory that cannot be listed.
        while unsafe access("\(path).\(why)-\(number)", F_OK) == 0 { number += 1 }
        let kept = "\(path).\(why)-\(number)"
        for suffix in ["-wal", "-shm", ""] {
            guard unsafe rename(path + suffix, kept + suffix) == 0 || (errno == ENOENT && suffix != "") else {
                let reason = "it cannot be moved aside (\(unsafe String(cString: strerror(errno))))"
                throw OutboxFailure(code: .notPermitted, path: path, reason: reason)
            }
        }
        return kept
    }
}
