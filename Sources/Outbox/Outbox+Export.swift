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

    /// Streams that this key's kept envelopes are numbered in: the present one, and earlier ones that were renewed.
    /// - Throws: `OutboxFailure`.
    public func streams() throws -> [String] {
        try read { connection in
            try connection.rows(
                "SELECT name FROM stream UNION SELECT DISTINCT stream FROM envelope WHERE stream IS NOT NULL"
            ) { $0.text(0) }
        }
    }

    /// Whether an envelope of this number and stream waits to be acknowledged.
    /// - Throws: `OutboxFailure`.
    public func isWaiting(_ seq: Int, of stream: String) throws -> Bool {
        try read { connection in
            try connection.integer(
                """
                SELECT count(*) FROM envelope WHERE seq = ? AND acknowledged_at IS NULL AND refused IS NULL
                    AND coalesce(stream, (SELECT name FROM stream)) = ?
                """, .integer(seq), .text(stream)) > 0
        }
    }

    /// Remembers up to which number each stream was exported: a state that was set back to a backup does not know of it,
    /// and must not take an acknowledgement of what other reports had these numbers.
    /// - Throws: `OutboxFailure`.
    public func noteExported(upTo seq: Int) throws {
        var marks = try exportMarks()
        let streams = try streams()
        // Numbers go on from stream to stream, so one bound holds for all.
        for stream in streams { marks[stream] = max(seq, marks[stream] ?? 0) }
        let value = try ReportCoder.encode(marks.filter { streams.contains($0.key) })
        try write { try set(Self.exportedKey, to: value, on: $0) }
    }

    /// Up to which number a stream was exported, 0 for never.
    /// - Parameter stream: nil for the present one.
    /// - Throws: `OutboxFailure`.
    public func exported(of stream: String? = nil) throws -> Int { try exportMarks()[stream ?? self.stream] ?? 0 }

    private func exportMarks() throws -> [String: Int] {
        guard let entry = try ledgerEntry(Self.exportedKey) else { return [:] }
        if let mark = try? ReportCoder.decode(FormerExportMark.self, from: entry) { return [mark.stream: mark.seq] }
        return (try? ReportCoder.decode([String: Int].self, from: entry)) ?? [:]
    }
}

/// As releases before the marks of several streams wrote it.
private struct FormerExportMark: Codable {
    var stream: String
    var seq: Int
}
