internal import FoundationEssentials

extension Outbox {
    /// What waits, in counts.
    /// - Throws: `OutboxFailure`.
    public func status() throws -> OutboxStatus {
        try read { connection in
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
            return OutboxStatus(
                stream: stream,
                nextSeq: try connection.integer("SELECT next_seq FROM stream"),
                unsealedScan: try connection.integer("SELECT count(*) FROM scan WHERE kind = 'unsealed'") > 0,
                unsealedDeviceDays: days.first?.count ?? 0,
                unsealedPastDays: days.first?.past ?? 0,
                unsealedLineTests: try connection.integer("SELECT count(*) FROM line_test"),
                pending: pending.first?.count ?? 0,
                pendingBytes: pending.first?.bytes ?? 0,
                oldestPending: pending.first?.oldest.map { Date(timeIntervalSince1970: Double($0)) },
                lastSealed: sealed.first.map { Date(timeIntervalSince1970: Double($0)) },
                acknowledged: try connection.integer("SELECT count(*) FROM envelope WHERE acknowledged_at IS NOT NULL"),
                refused: try connection.integer("SELECT refused FROM stream"))
        }
    }
}
