public import FoundationEssentials
public import Reports

extension Outbox {
    /// How long an acknowledged envelope is kept, in case the region restores a backup: 14 days.
    public static let keptSeconds = 14 * 86_400
    /// How much of acknowledged and refused envelopes is kept at most, in bytes of each.
    public static let keptBytes = 8_388_608

    /// Sealed envelopes that are neither acknowledged nor refused, in their order.
    /// - Parameter limitBytes: of all texts together; one envelope is given even if it alone is larger.
    /// - Throws: `OutboxFailure`.
    public func pending(limitBytes: Int, limitCount: Int = .max) throws -> [SealedEnvelope] {
        try read { connection in
            let sizes = try connection.rows(
                "SELECT seq, bytes FROM envelope WHERE acknowledged_at IS NULL AND refused IS NULL ORDER BY seq LIMIT ?",
                .integer(min(limitCount, 10_000))
            ) { (seq: $0.integer(0), bytes: $0.integer(1)) }
            var total = 0
            var last: Int?
            for size in sizes {
                total += size.bytes
                if last != nil, total > limitBytes { break }
                last = size.seq
            }
            guard let last else { return [] }
            return try connection.rows(
                """
                SELECT seq, text FROM envelope
                WHERE acknowledged_at IS NULL AND refused IS NULL AND seq <= ? ORDER BY seq
                """, .integer(last)
            ) { SealedEnvelope(seq: $0.integer(0), text: $0.text(1)) }
        }
    }

    /// Notes what the region holds durably; other streams' and unknown numbers are left alone, and so is what was refused.
    ///
    /// Acknowledged envelopes are kept `keptSeconds` and `keptBytes` at most, oldest out first.
    /// - Parameter now: by the region's clock, as the computer's own may jump over the fortnight.
    /// - Returns: how many envelopes this acknowledged.
    /// - Throws: `OutboxFailure`.
    @discardableResult
    public func acknowledge(stream named: String, ranges: SequenceRanges, at now: Date) throws -> Int {
        try write { connection in
            var acknowledged = 0
            for range in ranges.ranges {
                acknowledged += try connection.run(
                    """
                    UPDATE envelope SET acknowledged_at = ?
                    WHERE acknowledged_at IS NULL AND refused IS NULL AND seq BETWEEN ? AND ?
                        AND coalesce(stream, (SELECT name FROM stream)) = ?
                    """,
                    .integer(now.wholeSeconds), .integer(range.lowerBound), .integer(range.upperBound), .text(named))
            }
            try connection.run(
                "DELETE FROM envelope WHERE acknowledged_at < ?", .integer(now.wholeSeconds - Outbox.keptSeconds))
            try forget(beyondBytesWhere: "acknowledged_at IS NOT NULL", on: connection)
            return acknowledged
        }
    }

    /// Keeps aside an envelope that the region will never take, and counts it.
    /// - Parameter reason: the aggregator's words.
    /// - Throws: `OutboxFailure`.
    public func refuse(seq: Int, reason: String) throws {
        try write { connection in
            let changed = try connection.run(
                "UPDATE envelope SET refused = ? WHERE seq = ? AND refused IS NULL AND acknowledged_at IS NULL",
                .text(reason), .integer(seq))
            try connection.run("UPDATE stream SET refused = refused + ?", .integer(changed))
            try forget(beyondBytesWhere: "refused IS NOT NULL AND acknowledged_at IS NULL", on: connection)
        }
    }

    /// What was refused and is still kept.
    /// - Throws: `OutboxFailure`.
    public func refused() throws -> [SetAsideEnvelope] {
        try read { connection in
            try connection.rows(
                "SELECT seq, text, refused FROM envelope WHERE refused IS NOT NULL AND acknowledged_at IS NULL ORDER BY seq"
            ) { SetAsideEnvelope(seq: $0.integer(0), text: $0.text(1), reason: $0.text(2)) }
        }
    }

    /// Deletes the oldest rows of a kind until the rest fit into `keptBytes`.
    private func forget(beyondBytesWhere kind: String, on connection: Connection) throws {
        try connection.run(
            """
            DELETE FROM envelope WHERE seq IN (
                SELECT seq FROM (
                    SELECT seq, sum(bytes) OVER (ORDER BY seq DESC) AS newer FROM envelope WHERE \(kind)
                ) WHERE newer > ?)
            """, .integer(Outbox.keptBytes))
    }
}
