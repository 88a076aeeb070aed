internal import FoundationEssentials
public import Reports

extension Outbox {
    /// Turns everything unsealed into as many signed, numbered envelopes as the limits ask for.
    ///
    /// Call it just before sending or exporting, and only when nothing sealed waits: unsealed rows compact, sealed
    /// envelopes do not, so that an outage of any length leaves days and not a flood.
    /// - Parameter key: the agent's; its public half names the agent in the report.
    /// - Parameter now: when this happens, as the report says it.
    ///
    /// Device-days whose day is not known yet are held back until it is; where nothing else waits, one empty report a boot
    /// is sealed, so that the region's answer tells the time. For a bundle they are dated by the earliest possible day,
    /// marked: where no network ever comes, nobody would.
    /// - Parameters:
    ///   - forBundle: whether what is sealed leaves by hand.
    ///   - mayHear: whether there is a server that may tell the time yet: then the days of the present boot are held back from
    ///     a bundle too, unless nobody has told it for `BootTimes.patienceDays`.
    /// - Returns: how many envelopes were made.
    /// - Throws: `OutboxFailure`; then nothing has been sealed.
    public func seal(
        with key: SigningKey, at now: ObservedTime, limits: SealLimits = SealLimits(), forBundle: Bool = false,
        mayHear: Bool = false
    ) throws -> Int {
        try write { connection in
            let times = try BootTimes(on: connection)
            let now = times.resolved(now) ?? now
            let held = mayHear && times.daysUntold < BootTimes.patienceDays ? now.bootID : nil
            let undated = try connection.dateUnknownDays(times, isLastChance: forBundle, holding: held)
            var made = 0
            while made < limits.envelopes,
                try sealNext(with: key, at: now, times: times, limits: limits, on: connection)
            { made += 1 }
            if made == 0, undated > 0, !forBundle, try connection.mayAskForTime(in: now.bootID) {
                try sealNext(with: key, at: now, times: times, limits: limits, asksForTime: true, on: connection)
                made = 1
            }
            if made > 0 { try forgetOldDays(on: connection) }
            return made
        }
    }

    /// Seals one report's worth.
    /// - Returns: false when nothing is unsealed.
    @discardableResult
    private func sealNext(
        with key: SigningKey, at now: ObservedTime, times: BootTimes, limits: SealLimits, asksForTime: Bool = false,
        on connection: Connection
    ) throws -> Bool {
        let content = try SealableContent(upTo: limits, times: times, on: connection)
        guard !content.isEmpty || asksForTime else { return false }
        let position = try connection.rows("SELECT name, next_seq FROM stream") { ($0.text(0), $0.integer(1)) }
        guard let (stream, seq) = position.first else {
            throw OutboxFailure(code: .unreadable, path: path, reason: "it has no stream")
        }
        if let scan = content.scan {
            try connection.run(
                "UPDATE stream SET devices_digest = ?, devices_seq = ?", .text(scan.tableDigest), .integer(seq))
        }
        let table = try connection.deviceTable()
        let report = Report(
            agent: key.publicKey.agentID, stream: stream, seq: seq, sealedAt: now,
            scan: content.scan, scannedAt: content.scannedAt,
            deviceDays: content.days.isEmpty ? nil : content.days,
            lineTests: content.tests.isEmpty ? nil : content.tests.map(\.test),
            slots: content.slots.isEmpty ? nil : content.slots.map(\.record),
            slotsDropped: content.slotsDropped > 0 ? content.slotsDropped : nil,
            devicesDigest: table.digest, devicesSeq: table.seq,
            lineTestDays: content.testDays.isEmpty ? nil : content.testDays.map(\.summary))
        let envelope: Envelope
        do {
            envelope = try Envelope.seal(report, kind: .report, with: key)
        } catch EnvelopeFailure.tooLarge(let limitBytes) {
            guard let smaller = limits.halved, content.rows > 1 else {
                let reason = "one report alone is larger than \(limitBytes) bytes"
                throw OutboxFailure(code: .tooLarge, path: path, reason: reason)
            }
            return try sealNext(with: key, at: now, times: times, limits: smaller, on: connection)
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

extension Connection {
    /// The table of devices as the region was last told it, and in which report of this stream.
    func deviceTable() throws -> (digest: String?, seq: Int?) {
        try rows("SELECT devices_digest, devices_seq FROM stream WHERE devices_seq IS NOT NULL") {
            (digest: $0.text(0), seq: $0.integer(1))
        }.first ?? (nil, nil)
    }

    /// Whether a report may be sealed only for its answer's sake: once a boot, whatever the answer then is.
    fileprivate func mayAskForTime(in bootID: String) throws -> Bool {
        try run("UPDATE boot SET asked = 1 WHERE id = ? AND asked = 0 AND started IS NULL", .text(bootID)) > 0
    }
}

extension Date {
    /// Seconds since 1970, within what SQLite stores and every reader understands.
    var wholeSeconds: Int {
        Int(max(-62_135_596_800, min(253_402_300_799, timeIntervalSince1970.rounded(.down))))
    }
}
