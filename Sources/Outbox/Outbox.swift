internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// What a computer has to tell its region and has not been told is safely there: one SQLite file.
///
/// Unsealed are the current scan (replaced), one row per device and day (grows), line tests and slots of
/// their plan (appended). Sealing turns
/// them into numbered, signed envelopes that never change again. Every method is one transaction that is on the disk when
/// it returns (WAL, synchronous=FULL).
public final class Outbox: Sendable {
    /// How the file was found.
    public enum Opening: Sendable, Equatable {
        case existing
        case created
        /// The file was damaged: it was kept under another name and a new one with a new stream was begun.
        case replaced(keptAs: String, reason: String)
    }

    /// The file.
    public let path: String
    /// 128 random bits in lower-case hexadecimal, made with the file, so that a fresh file never re-uses numbers.
    public var stream: String { name.withLock { $0 } }
    public let opening: Opening
    /// One line for a person when the file was damaged, nil when all is well.
    public var notice: String? {
        guard case .replaced(let kept, let reason) = opening else { return nil }
        return "the outbox \(path) was damaged (\(reason)), a new one was begun; what it had not sent is in \(kept): "
            + "keep that file and tell your region"
    }
    let connection: Mutex<Connection>
    /// How large the file may grow.
    let sizeLimitBytes: Int
    private let reserve: DiskReserve
    /// How much is made free at a time on a full disk: more than a scan and its days need.
    private static let neededPages = 64
    /// The stream's name; it changes only with the agent's key.
    let name: Mutex<String>

    /// Opens or makes the outbox file, readable by its owner only.
    ///
    /// A damaged file is moved to `<path>.corrupt-<n>` and a new one is begun; `opening` says so.
    /// - Parameters:
    ///   - shownAs: what people call the file, where `path` is no name that lasts; nil for `path`.
    ///   - sizeLimitBytes: how large the file may grow, in bytes.
    /// - Throws: `OutboxFailure` where the file cannot be opened, is from a newer version, or is no outbox.
    public convenience init(path: String, shownAs: String? = nil, sizeLimitBytes: Int = 268_435_456) throws {
        do {
            let isNew = try Outbox.makeFile(path)
            let connection = try Outbox.prepareInRoomLeft(path: path, sizeLimitBytes: sizeLimitBytes)
            try self.init(
                path: path, opening: isNew ? .created : .existing, connection: connection,
                sizeLimitBytes: sizeLimitBytes)
        } catch let failure as SQLiteFailure where failure.isCorruption {
            let kept = try (shownAs ?? path) + Outbox.moveAside(path).dropFirst(path.count)
            do {
                _ = try Outbox.makeFile(path)
                let connection = try Outbox.prepare(path: path, sizeLimitBytes: sizeLimitBytes)
                let opening = Opening.replaced(keptAs: kept, reason: failure.message)
                // The scan of a new file is news by itself; that it replaced another one is told for as long as it lives.
                try connection.run("UPDATE stream SET kept_aside = ?", .text(kept))
                try self.init(
                    path: path, opening: opening, connection: connection, sizeLimitBytes: sizeLimitBytes)
            } catch let failure as SQLiteFailure {
                throw OutboxFailure(failure, path: path)
            }
        } catch let failure as SQLiteFailure {
            throw OutboxFailure(failure, path: path)
        }
    }

    private init(
        path: String, opening: Opening, connection: sending Connection, sizeLimitBytes: Int
    ) throws {
        self.sizeLimitBytes = sizeLimitBytes
        let names = try connection.rows("SELECT name FROM stream") { $0.text(0) }
        guard let name = names.first else {
            throw OutboxFailure(code: .unreadable, path: path, reason: "it has no stream")
        }
        self.path = path
        self.opening = opening
        self.name = Mutex(name)
        self.connection = Mutex(connection)
        reserve = DiskReserve(path: "\(path)-reserve")
        _ = reserve.hold()
    }

    /// Runs `body` in one transaction, turning SQLite's failures into sentences.
    ///
    /// Where the disk, or the file's bound, is full, what may go goes first (`makeRoom`), and `body` runs once more.
    func write<Result: Sendable>(_ body: @Sendable (Connection) throws -> Result) throws -> Result {
        try connection.withLock { connection in
            // What goes into a file without a name is gone with the process.
            guard unsafe access(path, F_OK) == 0 || errno != ENOENT else {
                throw OutboxFailure(code: .gone, path: path, reason: "the file was removed while the agent used it")
            }
            do {
                let result = try attempt(body, on: connection)
                // Held again as soon as there is room; while there is not, this is one failed call.
                _ = reserve.hold()
                return result
            } catch let failure as SQLiteFailure {
                throw OutboxFailure(failure, path: path)
            } catch let failure as DecodingError {
                throw OutboxFailure(code: .unreadable, path: path, reason: "a row cannot be read back (\(failure))")
            }
        }
    }

    private func attempt<Result>(_ body: (Connection) throws -> Result, on connection: Connection) throws -> Result {
        do {
            return try connection.transaction { try body(connection) }
        } catch let failure as SQLiteFailure where failure.isFull {
            reserve.release()
            connection.giveBack()
            // Before the reserve is used up: afterwards there would be no room to delete in.
            do {
                try connection.transaction { try connection.forgetAcknowledged(untilFree: Outbox.neededPages) }
            } catch let failure as SQLiteFailure where failure.isFull {}
            connection.giveBack()
        }
        // The log alone may have been what was in the way.
        do {
            return try connection.transaction { try body(connection) }
        } catch let failure as SQLiteFailure where failure.isFull {
            try connection.transaction {
                try connection.makeRoom(pages: Outbox.neededPages, times: try BootTimes(on: connection))
            }
            connection.giveBack()
        }
        return try connection.transaction { try body(connection) }
    }

    /// Runs `body` on what is committed, turning SQLite's failures into sentences.
    func read<Result: Sendable>(_ body: @Sendable (Connection) throws -> Result) throws -> Result {
        try connection.withLock { connection in
            do {
                return try body(connection)
            } catch let failure as SQLiteFailure {
                throw OutboxFailure(failure, path: path)
            }
        }
    }
}
