internal import FoundationEssentials
internal import Reports

/// What an export reads: pages, so that months offline are never in memory at once.
extension Outbox {
    private static let exportedKey = "exported"

    /// Sealed envelopes that were not refused, in their order, from behind `seq`.
    /// - Parameters:
    ///   - last: none beyond this number.
    ///   - withAcknowledged: also those that the region has said it holds.
    /// - Returns: at most `limitCount`; empty at the end.
    /// - Throws: `OutboxFailure`.
    public func sealed(
        after seq: Int, upTo last: Int, withAcknowledged: Bool, limitCount: Int = 16
    ) throws -> [SealedEnvelope] {
        try read { connection in
            try connection.rows(
                """
                SELECT seq, text FROM envelope WHERE seq > ? AND seq <= ?
                    AND (acknowledged_at IS NOT NULL AND ? OR acknowledged_at IS NULL AND refused IS NULL)
                ORDER BY seq LIMIT ?
                """, .integer(seq), .integer(last), .integer(withAcknowledged ? 1 : 0), .integer(limitCount)
            ) { SealedEnvelope(seq: $0.integer(0), text: $0.text(1)) }
        }
    }

    /// What was sealed under former keys and has not arrived, page by page.
    /// - Parameter position: the last `SealedEnvelope.seq` given by this, which is no envelope's number; 0 at first.
    /// - Throws: `OutboxFailure`.
    public func formerEnvelopes(after position: Int, limitCount: Int = 16) throws -> [SealedEnvelope] {
        try read { connection in
            try connection.rows(
                "SELECT rowid, text FROM former_envelope WHERE rowid > ? ORDER BY rowid LIMIT ?", .integer(position),
                .integer(limitCount)
            ) { SealedEnvelope(seq: $0.integer(0), text: $0.text(1)) }
        }
    }

    /// Streams of former keys that still have something to deliver, the oldest first.
    /// - Throws: `OutboxFailure`.
    public func formerStreams() throws -> [FormerStream] {
        try read { connection in
            try connection.rows("SELECT stream FROM former_envelope GROUP BY stream ORDER BY min(rowid)") { $0.text(0) }
        }.map { FormerStream(outbox: self, stream: $0) }
    }

    /// Remembers up to which number this stream was exported: a state that was set back to a backup does not know of it,
    /// and must not take an acknowledgement of what other reports had these numbers.
    /// - Throws: `OutboxFailure`.
    public func noteExported(upTo seq: Int) throws {
        let known = try exported()
        let mark = ExportMark(stream: stream, seq: max(seq, known))
        let value = try ReportCoder.encode(mark)
        try write { try set(Self.exportedKey, to: value, on: $0) }
    }

    /// Up to which number this stream was exported, 0 for never.
    /// - Throws: `OutboxFailure`.
    public func exported() throws -> Int {
        guard let entry = try ledgerEntry(Self.exportedKey),
            let mark = try? ReportCoder.decode(ExportMark.self, from: entry), mark.stream == stream
        else { return 0 }
        return mark.seq
    }
}

private struct ExportMark: Codable {
    var stream: String
    var seq: Int
}
