public import Reports

extension Outbox {
    /// Looks whether the region's store is still the one that acknowledged what is kept, and lines up for sending what a
    /// restored one no longer holds, byte for byte as it was.
    ///
    /// What was acknowledged more than `keptSeconds` ago, or is beyond `keptBytes`, is gone: a region's backup is meant to be
    /// younger than that, and its table of devices is mended by `requestFullScan()`.
    /// - Parameters:
    ///   - epoch: as the region said it last.
    ///   - held: what the region holds durably, of the streams that it named.
    /// - Returns: how many acknowledged envelopes travel again; 0 where the store is the same, or the first ever heard of.
    /// - Throws: `OutboxFailure`; then nothing has changed.
    @discardableResult
    public func recognise(storeEpoch epoch: String, held: [AcceptedStream]) throws -> Int {
        let known = try read { try $0.rows("SELECT store_epoch FROM stream") { $0.text(0) }.first }
        guard known != epoch else { return 0 }
        return try write { connection in
            try connection.run("UPDATE stream SET store_epoch = ?", .text(epoch))
            guard known?.isEmpty == false else { return 0 }
            let kept = try connection.rows(
                """
                SELECT seq, coalesce(stream, (SELECT name FROM stream)) FROM envelope
                WHERE acknowledged_at IS NOT NULL AND refused IS NULL
                """
            ) { (seq: $0.integer(0), stream: $0.text(1)) }
            let missing = kept.filter { envelope in
                !held.contains { $0.stream == envelope.stream && $0.ranges.contains(envelope.seq) }
            }
            for envelope in missing {
                try connection.run("UPDATE envelope SET acknowledged_at = NULL WHERE seq = ?", .integer(envelope.seq))
            }
            return missing.count
        }
    }

    /// The region's store as it was heard of last, nil before that.
    /// - Throws: `OutboxFailure`.
    public func storeEpoch() throws -> String? {
        try read { try $0.rows("SELECT store_epoch FROM stream") { $0.isNull(0) ? nil : $0.text(0) }.first ?? nil }
    }
}
