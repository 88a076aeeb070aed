public import FoundationEssentials
internal import Glibc
internal import Synchronization

extension Outbox {
    /// Puts the whole file aside and begins an empty one with a new stream, for a computer that goes to another region: what
    /// was recorded and sealed for the former one is nobody else's, and is hashed with its key.
    ///
    /// The file goes aside before anything else may happen, so that no power cut leaves it in use.
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
                do {
                    kept = try Outbox.moveAside(path, as: "left")
                } catch {
                    connection = try Outbox.prepareInRoomLeft(path: path, sizeLimitBytes: sizeLimitBytes)
                    throw error
                }
                let fresh: Connection
                do {
                    _ = try Outbox.makeFile(path)
                    fresh = try begin(carrying: carried)
                } catch {
                    // Back to where it was; a file of the same name that was begun is empty.
                    guard unsafe rename(kept, path) == 0 else { throw error }
                    connection = try Outbox.prepareInRoomLeft(path: path, sizeLimitBytes: sizeLimitBytes)
                    throw error
                }
                let name = try fresh.rows("SELECT name FROM stream") { $0.text(0) }.first ?? ""
                connection = fresh
                self.name.withLock { $0 = name }
                guard isEmpty else { return kept }
                for suffix in ["", "-wal", "-shm"] { unsafe unlink(kept + suffix) }
                return nil
            } catch let failure as SQLiteFailure {
                throw OutboxFailure(failure, path: path)
            }
        }
    }

    private func begin(carrying carried: [String: Data]) throws -> Connection {
        let fresh = try Outbox.prepareInRoomLeft(path: path, sizeLimitBytes: sizeLimitBytes)
        do {
            for (key, value) in carried { try set(key, to: value, on: fresh) }
        } catch {
            // Before the file gets back its name: closing removes side files by it.
            fresh.close()
            throw error
        }
        return fresh
    }
}
