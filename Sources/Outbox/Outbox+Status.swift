internal import FoundationEssentials
internal import Glibc

extension Outbox {
    /// What waits, in counts.
    /// - Throws: `OutboxFailure`.
    public func status() throws -> OutboxStatus {
        try read { try OutboxStatus(of: $0) }
    }

    /// What waits in a file that another process may be using; nothing is changed, mended or moved.
    /// - Returns: nil when there is no such file, or one that the current failed in the making of.
    /// - Throws: `OutboxFailure`.
    public static func status(ofFileAt path: String) throws -> OutboxStatus? {
        guard unsafe access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        do {
            let connection = try Connection(path: path, readOnly: true)
            guard try connection.integer("SELECT count(*) FROM sqlite_schema") > 0 else { return nil }
            guard try connection.integer("PRAGMA application_id") == Schema.applicationID else {
                throw OutboxFailure(code: .foreign, path: path, reason: "it is a database of another program")
            }
            let version = try connection.integer("PRAGMA user_version")
            guard version <= Schema.migrations.count else {
                let reason = "it was written by a newer version (format \(version))"
                throw OutboxFailure(code: .newerVersion, path: path, reason: reason)
            }
            return try OutboxStatus(of: connection)
        } catch let failure as SQLiteFailure {
            throw OutboxFailure(failure, path: path)
        }
    }
}

extension OutboxStatus {
    init(of connection: Connection) throws {
        let waiting = "acknowledged_at IS NULL AND refused IS NULL"
        let pending = try connection.rows(
            "SELECT count(*), coalesce(sum(bytes), 0), min(sealed_at) FROM envelope WHERE \(waiting)"
        ) { (count: $0.integer(0), bytes: $0.integer(1), oldest: $0.isNull(2) ? nil : $0.integer(2)) }
        let sealed = try connection.rows("SELECT sealed_at FROM envelope ORDER BY seq DESC LIMIT 1") { $0.integer(0) }
        let days = try connection.rows(
            """
            SELECT count(*), coalesce(sum(day <> (SELECT day FROM device_day ORDER BY round DESC LIMIT 1)), 0)
            FROM device_day WHERE changed = 1
            """
        ) { (count: $0.integer(0), past: $0.integer(1)) }
        stream = try connection.rows("SELECT name FROM stream") { $0.text(0) }.first ?? ""
        nextSeq = try connection.integer("SELECT next_seq FROM stream")
        unsealedScan = try connection.integer("SELECT count(*) FROM scan WHERE kind = 'unsealed'") > 0
        unsealedDeviceDays = days.first?.count ?? 0
        unsealedPastDays = days.first?.past ?? 0
        unsealedLineTests = try connection.integer("SELECT count(*) FROM line_test")
        // A file that no program of this version has opened yet has no such table.
        let keepsSlots = try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'slot'") > 0
        unsealedSlots = keepsSlots ? try connection.integer("SELECT count(*) FROM slot") : 0
        slotsDropped = keepsSlots ? try connection.integer("SELECT slots_dropped FROM stream") : 0
        let keepsDays = try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'line_test_day'") > 0
        unsealedLineTestDays = keepsDays ? try connection.integer("SELECT count(*) FROM line_test_day") : 0
        keptAside =
            keepsDays
            ? try connection.rows("SELECT kept_aside FROM stream WHERE kept_aside IS NOT NULL") { $0.text(0) }.first
            : nil
        self.pending = pending.first?.count ?? 0
        pendingBytes = pending.first?.bytes ?? 0
        oldestPending = pending.first?.oldest.map { Date(timeIntervalSince1970: Double($0)) }
        lastSealed = sealed.first.map { Date(timeIntervalSince1970: Double($0)) }
        acknowledged = try connection.integer("SELECT count(*) FROM envelope WHERE acknowledged_at IS NOT NULL")
        refused = try connection.integer("SELECT refused FROM stream")
    }
}
