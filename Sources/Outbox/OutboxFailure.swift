internal import CSQLite

/// Why the outbox could not do what it was asked; the transaction it was in has left no trace.
public struct OutboxFailure: Error, Equatable, CustomStringConvertible {
    public enum Code: Sendable {
        /// The disk, or the outbox's own size limit, is full.
        case full
        case notPermitted
        /// Another process holds the file.
        case busy
        /// The disk failed.
        case disk
        /// Somebody removed the file, or its directory, while it was in use.
        case gone
        /// The file's content is damaged.
        case corrupt
        /// The file was written by a newer version of this program.
        case newerVersion
        /// The file is a database, but not an outbox.
        case foreign
        /// One row alone is larger than an envelope may be.
        case tooLarge
        /// A row cannot be read back as what was written.
        case unreadable
    }

    public var code: Code
    public var path: String
    /// What happened.
    public var reason: String

    public init(code: Code, path: String, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    public var description: String { "the outbox \(path): \(reason); \(advice)" }

    /// What the reader can do.
    public var advice: String {
        switch code {
        case .full: "make room on the disk: what was recorded before is kept, this was not"
        case .notPermitted: "run this as the user the agent runs as, or give that user the directory"
        case .busy: "stop the other program that uses it and try again"
        case .disk: "check the disk (dmesg, smartctl)"
        case .gone: "start the agent again: it begins a new one and tells the region everything anew"
        case .corrupt: "start the agent again: it moves the file aside, keeps it, and begins a new one"
        case .newerVersion: "install the newer version again, or move the file away to begin a new one"
        case .foreign: "choose another state directory, or move the file away"
        case .tooLarge, .unreadable: "report this with the version of the agent"
        }
    }

    init(_ failure: SQLiteFailure, path: String) {
        let code: Code =
            switch failure.primary {
            case _ where failure.isFull: .full
            case SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH, SQLITE_CANTOPEN: .notPermitted
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            default: .disk
            }
        // The log's index that finds no room is an "I/O error" to SQLite, and no reason to doubt the disk.
        let message = failure.isFull ? "the disk is full" : failure.message
        self.init(code: code, path: path, reason: "\(message) (SQLite code \(failure.code))")
    }
}
