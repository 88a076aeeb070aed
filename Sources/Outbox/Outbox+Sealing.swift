internal import FoundationEssentials
public import Reports

extension Outbox {
    /// Turns everything unsealed into as many signed, numbered envelopes as the limits ask for.
    ///
    /// Call it just before sending or exporting, and only when nothing sealed waits: unsealed rows compact, sealed
    /// envelopes do not, so that an outage of any length leaves days and not a flood.
    /// - Parameter key: the agent's; its public half names the agent in the report.
    /// - Parameter now: when this happens, as the report says it.
    /// - Returns: how many envelopes were made.
    /// - Throws: `OutboxFailure`; then nothing has been sealed.
    public func seal(with key: SigningKey, at now: ObservedTime, limits: SealLimits = SealLimits()) throws -> Int {
        try write { connection in
            var made = 0
            while try sealNext(with: key, at: now, limits: limits, on: connection) { made += 1 }
            if made > 0 { try forgetOldDays(on: connection) }
            return made
        }
    }

    /// Seals one report's worth.
    /// - Returns: false when nothing is unsealed.
    private func sealNext(
        with key: SigningKey, at now: ObservedTime, limits: SealLimits, on connection: Connection
    ) throws -> Bool {
        let content = try SealableContent(upTo: limits, on: connection)
        guard !content.isEmpty else { return false }
        let position = try connection.rows("SELECT name, next_seq FROM stream") { ($0.text(0), $0.integer(1)) }
        guard let (stream, seq) = position.first else {
            throw OutboxFailure(code: .unreadable, path: path, reason: "it has no stream")
        }
        let report = Report(
            agent: key.publicKey.agentID, stream: stream, seq: seq, sealedAt: now,
            scan: content.scan, scannedAt: content.scannedAt,
            deviceDays: content.days.isEmpty ? nil : content.days,
            lineTests: content.tests.isEmpty ? nil : content.tests.map(\.test),
            slots: content.slots.isEmpty ? nil : content.slots.map(\.record),
            slotsDropped: content.slotsDropped > 0 ? content.slotsDropped : nil)
        let envelope: Envelope
        do {
            envelope = try Envelope.seal(report, kind: .report, with: key)
        } catch EnvelopeFailure.tooLarge(let limitBytes) {
            guard let smaller = limits.halved, content.rows > 1 else {
                let reason = "one report alone is larger than \(limitBytes) bytes"
                throw OutboxFailure(code: .tooLarge, path: path, reason: reason)
            }
            return try sealNext(with: key, at: now, limits: smaller, on: connection)
        }
        try connection.run(
            "INSERT INTO envelope(seq, text, bytes, sealed_at) VALUES (?, ?, ?, ?)", .integer(seq),
            .text(envelope.text),
            .integer(envelope.text.utf8.count), .integer(now.wallClock.wholeSeconds))
        try connection.run("UPDATE stream SET next_seq = next_seq + 1")
        try content.markSealed(on: connection)
        return true
    }

    /// Lets go of sealed rows of all but the three days recorded last; by order of recording, as the clock may jump.
    private func forgetOldDays(on connection: Connection) throws {
        try connection.run(
            """
            DELETE FROM device_day WHERE changed = 0 AND day NOT IN
                (SELECT day FROM device_day GROUP BY day ORDER BY max(round) DESC LIMIT 3)
            """)
    }
}

extension Date {
    /// Seconds since 1970, within what SQLite stores and every reader understands.
    var wholeSeconds: Int {
        Int(max(-62_135_596_800, min(253_402_300_799, timeIntervalSince1970.rounded(.down))))
    }
}
