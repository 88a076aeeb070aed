public import FoundationEssentials
internal import Glibc
internal import Synchronization

extension Outbox {
    /// The files that are one database.
    static let suffixes = ["", "-wal", "-shm"]

    /// Puts the whole file aside and begins an empty one with a new stream, for a computer that goes to another region: what
    /// was recorded and sealed for the former one is nobody else's, and is hashed with its key.
    ///
    /// The file goes aside before anything else may happen, so that no power cut leaves it in use. Of what was left by and by
    /// the newest is kept, and of the others as much as `leftLimitBytes` hold.
    /// - Parameter carried: what the new ledger begins with.
    /// - Returns: the file that keeps what was not delivered; nil where all was, and nothing is kept.
    /// - Throws: `OutboxFailure`; then the outbox is as it was.
    public func leave(carrying carried: [String: Data] = [:]) throws -> String? {
        try connection.withLock { connection in
            do {
                let status = try OutboxStatus(of: connection)
                let former = try connection.integer("SELECT count(*) FROM former_envelope")
                let isEmpty =
                    status.pending == 0 && former == 0 && !status.unsealedScan && status.unsealedDeviceDays == 0
                    && status.unsealedLineTests == 0 && status.unsealedLineTestDays == 0 && status.unsealedSlots == 0
                // Closed first: SQLite removes side files by their names, which are the new file's afterwards.
                connection.close()
                let kept: String
                let fresh: Connection
                do {
                    kept = try putAside()
                    fresh = try begin(insteadOf: kept, carrying: carried)
                } catch {
                    connection = try Outbox.prepareInRoomLeft(path: path, sizeLimitBytes: sizeLimitBytes)
                    throw error
                }
                let name = try fresh.rows("SELECT name FROM stream") { $0.text(0) }.first ?? ""
                connection = fresh
                self.name.withLock { $0 = name }
                if isEmpty { Outbox.remove(kept) }
                Outbox.forgetLeft(of: path)
                return isEmpty ? nil : kept
            } catch let failure as SQLiteFailure {
                throw OutboxFailure(failure, path: path)
            }
        }
    }

    /// Moves the closed file aside. A log that is still there has something of it that nobody else may play into another file:
    /// somebody reads the outbox just now, or the disk is too full to empty the log.
    private func putAside() throws -> String {
        guard unsafe access("\(path)-wal", F_OK) != 0, errno == ENOENT else {
            throw OutboxFailure(
                code: .busy, path: path, reason: "it cannot be put aside while another program reads it")
        }
        return try Outbox.moveAside(path, as: "left")
    }

    private func begin(insteadOf kept: String, carrying carried: [String: Data]) throws -> Connection {
        do {
            _ = try Outbox.makeFile(path)
            let fresh = try Outbox.prepareInRoomLeft(path: path, sizeLimitBytes: sizeLimitBytes)
            do {
                for (key, value) in carried { try set(key, to: value, on: fresh) }
                return fresh
            } catch {
                // Before its files go: closing looks for them by name.
                fresh.close()
                throw error
            }
        } catch {
            // Back to where it was, and nothing of what was begun may stay: a log would be played into the file.
            Outbox.remove(path)
            for suffix in Self.suffixes.reversed() {
                guard unsafe rename(kept + suffix, path + suffix) == 0 || (errno == ENOENT && suffix != "") else {
                    let reason = "it was moved to \(kept) and cannot be moved back"
                    throw OutboxFailure(code: .disk, path: path, reason: reason)
                }
            }
            throw error
        }
    }

    static func remove(_ path: String) {
        // The log first: without its file it is nothing, and in the place of another's it would be played.
        for suffix in suffixes.reversed() { unsafe unlink(path + suffix) }
    }
}
