public import FoundationEssentials
public import Reports
internal import Synchronization

extension Outbox {
    /// Begins anew for a new key: sealed envelopes that nobody acknowledged go on travelling under their old key, in
    /// their old stream; what was not sealed is dropped, as it may be another computer's.
    ///
    /// One transaction; doing it twice does no harm.
    /// - Parameter carried: what the new key's ledger begins with.
    /// - Throws: `OutboxFailure`; then nothing has changed.
    public func beginNewStream(carrying carried: [String: Data] = [:]) throws {
        let fresh = Outbox.newStream()
        try write { connection in
            try connection.run(
                """
                INSERT OR IGNORE INTO former_envelope(stream, seq, text, bytes)
                SELECT coalesce(stream, (SELECT name FROM stream)), seq, text, bytes FROM envelope
                WHERE acknowledged_at IS NULL AND refused IS NULL
                """)
            for table in [
                "envelope", "scan", "last_look", "device_day", "line_test", "line_test_day", "slot", "ledger",
            ] {
                try connection.run("DELETE FROM \(table)")
            }
            try connection.run(
                """
                UPDATE stream SET name = ?, next_seq = 1, rounds = 0, refused = 0, slots_dropped = 0,
                    store_epoch = NULL, devices_digest = NULL, devices_seq = NULL, full_wanted = 0
                """, .text(fresh))
            for (key, value) in carried { try set(key, to: value, on: connection) }
        }
        name.withLock { $0 = fresh }
    }

    /// The oldest stream of a former key that still has something to deliver, nil when all has arrived.
    /// - Throws: `OutboxFailure`.
    public func formerStream() throws -> FormerStream? {
        let names = try read { connection in
            try connection.rows("SELECT stream FROM former_envelope ORDER BY rowid LIMIT 1") { $0.text(0) }
        }
        return names.first.map { FormerStream(outbox: self, stream: $0) }
    }
}

/// Sealed envelopes of a key that this agent no longer signs with.
public struct FormerStream: EnvelopeQueue {
    let outbox: Outbox
    public let stream: String

    public func pending(limitBytes: Int, limitCount: Int) throws -> [SealedEnvelope] {
        try outbox.read { connection in
            // Sizes first: a clone may bring along megabytes that are not all to be in memory.
            let sizes = try connection.rows(
                "SELECT seq, bytes FROM former_envelope WHERE stream = ? ORDER BY seq LIMIT ?", .text(stream),
                .integer(min(limitCount, 10_000))
            ) { (seq: $0.integer(0), bytes: $0.integer(1)) }
            var total = 0
            let fitting = sizes.prefix { size in
                total += size.bytes
                return total <= limitBytes
            }
            guard let last = fitting.last ?? sizes.first else { return [] }
            return try connection.rows(
                "SELECT seq, text FROM former_envelope WHERE stream = ? AND seq <= ? ORDER BY seq LIMIT ?",
                .text(stream), .integer(last.seq), .integer(max(1, fitting.count))
            ) { SealedEnvelope(seq: $0.integer(0), text: $0.text(1)) }
        }
    }

    /// Nothing to send again: a former key's envelopes are not kept once they have arrived.
    public func recognise(storeEpoch epoch: String, held: [AcceptedStream]) throws -> Int { 0 }

    /// Forgets what has arrived: a former key's envelopes are not kept for a region that restores a backup, the computer
    /// they came from keeps them.
    public func acknowledge(stream named: String, ranges: SequenceRanges, at now: Date) throws -> Int {
        guard named == stream else { return 0 }
        return try outbox.write { connection in
            try ranges.ranges.reduce(0) { count, range in
                let gone = try connection.run(
                    "DELETE FROM former_envelope WHERE stream = ? AND seq BETWEEN ? AND ?", .text(stream),
                    .integer(range.lowerBound), .integer(range.upperBound))
                return count + gone
            }
        }
    }

    /// Forgets what the region will never take: the computer it came from keeps it aside.
    public func refuse(seq: Int, reason: String) throws {
        try outbox.write { connection in
            _ = try connection.run(
                "DELETE FROM former_envelope WHERE stream = ? AND seq = ?", .text(stream), .integer(seq))
        }
    }
}
