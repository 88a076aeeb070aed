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
        let content = try Content(upTo: limits, on: connection)
        guard !content.isEmpty else { return false }
        let position = try connection.rows("SELECT name, next_seq FROM stream") { ($0.text(0), $0.integer(1)) }
        guard let (stream, seq) = position.first else {
            throw OutboxFailure(code: .unreadable, path: path, reason: "it has no stream")
        }
        let report = Report(
            agent: key.publicKey.agentID, stream: stream, seq: seq, sealedAt: now,
            scan: content.scan, scannedAt: content.scannedAt,
            deviceDays: content.days.isEmpty ? nil : content.days,
            lineTests: content.tests.isEmpty ? nil : content.tests.map(\.test))
        let envelope: Envelope
        do {
            envelope = try Envelope.seal(report, kind: .report, with: key)
        } catch EnvelopeFailure.tooLarge(let limitBytes) {
            guard let smaller = limits.halved, content.days.count + content.tests.count > 1 else {
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

    /// What goes into one report.
    private struct Content {
        var scan: Scan?
        var scannedAt: ObservedTime?
        var days: [DeviceDay]
        var tests: [(position: Int, test: LineTest)]

        var isEmpty: Bool { scan == nil && days.isEmpty && tests.isEmpty }

        init(upTo limits: SealLimits, on connection: Connection) throws {
            let scans = try connection.rows("SELECT scan, scanned_at FROM scan WHERE kind = 'unsealed'") { row in
                (
                    try ReportCoder.decode(Scan.self, from: row.data(0)),
                    try ReportCoder.decode(ObservedTime.self, from: row.data(1))
                )
            }
            scan = scans.first?.0
            scannedAt = scans.first?.1
            days = try connection.rows(
                """
                SELECT device, day, first, last, seconds, times_plugged FROM device_day
                WHERE changed = 1 ORDER BY day, device LIMIT ?
                """, .integer(limits.deviceDays)
            ) { row in
                DeviceDay(
                    device: row.text(0), day: row.text(1),
                    first: try ReportCoder.decode(ObservedTime.self, from: row.data(2)),
                    last: try ReportCoder.decode(ObservedTime.self, from: row.data(3)),
                    minutes: Int(row.real(4) / 60), timesPlugged: row.integer(5))
            }
            tests = try connection.rows(
                "SELECT position, test FROM line_test ORDER BY position LIMIT ?", .integer(limits.lineTests)
            ) { (position: $0.integer(0), test: try ReportCoder.decode(LineTest.self, from: $0.data(1))) }
        }

        func markSealed(on connection: Connection) throws {
            if scan != nil {
                try connection.run("DELETE FROM scan WHERE kind = 'sealed'")
                try connection.run("UPDATE scan SET kind = 'sealed' WHERE kind = 'unsealed'")
            }
            for day in days {
                try connection.run(
                    "UPDATE device_day SET changed = 0 WHERE device = ? AND day = ?", .text(day.device), .text(day.day))
            }
            for test in tests {
                try connection.run("DELETE FROM line_test WHERE position = ?", .integer(test.position))
            }
        }
    }
}

extension Date {
    /// Seconds since 1970, within what SQLite stores and every reader understands.
    var wholeSeconds: Int {
        Int(max(-62_135_596_800, min(253_402_300_799, timeIntervalSince1970.rounded(.down))))
    }
}
