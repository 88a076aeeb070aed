internal import FoundationEssentials
public import Reports
internal import Synchronization

extension Outbox {
    /// Goes on in a new stream under the same key where the region has ended this one: it holds a number with other
    /// content, as happens when a state directory is restored from a backup.
    ///
    /// Every report refused for that, and for nothing else, is sealed again, one for one, under the numbers that follow.
    /// Device-days are cumulative within a stream and add up between streams, so what the region holds of a day is taken
    /// off in the new one. What it was told between backup and restoration is not known here: of the stretch from the
    /// backup's last scan to the first one after it, at most `watchedGapSeconds`, minutes may count twice.
    /// - Returns: how many reports travel again; 0, with nothing changed, where the region ended nothing.
    /// - Throws: `OutboxFailure`; then nothing has changed.
    public func renewStream(with key: SigningKey, at now: ObservedTime) throws -> Int {
        let fresh = Outbox.newStream()
        let count = try write { connection in
            let last = try connection.integer("SELECT next_seq FROM stream") - 1
            var told: [DayKey: DayFigures] = [:]
            var (count, hasScan) = (0, false)
            try eachReport(Self.refusedWithStream, upTo: last, key: key, on: connection) { report in
                if count == 0 {
                    told = try toldDays(upTo: last, on: connection, key: key)
                    try connection.run("UPDATE envelope SET stream = (SELECT name FROM stream) WHERE stream IS NULL")
                    // A table of devices is named by a number of its own stream, so none is until a scan is told in the
                    // new one.
                    try connection.run("UPDATE stream SET devices_digest = NULL, devices_seq = NULL")
                }
                try sealAgain(report, in: fresh, told: told, with: key, at: now, on: connection)
                count += 1
                if report.scan != nil { hasScan = true }
            }
            guard count > 0 else { return 0 }
            for (day, figures) in told {
                try connection.run(
                    """
                    UPDATE device_day SET seconds = max(0, seconds - ?), times_plugged = max(0, times_plugged - ?)
                    WHERE device = ? AND day = ?
                    """, .real(Double(figures.minutes) * 60), .integer(figures.timesPlugged), .text(day.device),
                    .text(day.day))
            }
            if !hasScan {
                // The region may have been told of another scan since: the one it was thought to know is told again.
                try connection.run("UPDATE OR IGNORE scan SET kind = 'unsealed' WHERE kind = 'sealed'")
                try connection.run("DELETE FROM scan WHERE kind = 'sealed'")
            }
            try connection.run(
                "UPDATE stream SET name = ?, refused = max(0, refused - ?)", .text(fresh), .integer(count))
            return count
        }
        if count > 0 { name.withLock { $0 = fresh } }
        return count
    }

    /// How many texts are in memory at once: each may be `Envelope.limitBytes` long, and megabytes of them are kept.
    private static let pageCount = 8
    private static let refusedWithStream = """
        acknowledged_at IS NULL AND (refused GLOB '\(RefusalWord.streamConflict.rawValue)*'
            OR refused GLOB '\(RefusalWord.streamEnded.rawValue)*')
        """

    /// The reports of this stream in their order, a page of texts at a time; `take` may change the envelopes given so far
    /// and add new ones beyond `last`.
    /// - Parameter condition: what their envelopes are like.
    private func eachReport(
        _ condition: String, upTo last: Int, key: SigningKey, on connection: Connection, take: (Report) throws -> Void
    ) throws {
        var position = 0
        let stream = try connection.rows("SELECT name FROM stream") { $0.text(0) }.first
        while position < last {
            let page = try connection.rows(
                "SELECT seq, text FROM envelope WHERE seq > ? AND seq <= ? AND \(condition) ORDER BY seq LIMIT ?",
                .integer(position), .integer(last), .integer(Self.pageCount)
            ) { (seq: $0.integer(0), text: $0.text(1)) }
            guard let end = page.last else { return }
            for envelope in page {
                if let report = Self.report(envelope.text, key: key, stream: stream) { try take(report) }
            }
            position = end.seq
        }
    }

    /// The largest figures of each device and day that the region holds of this stream.
    private func toldDays(
        upTo last: Int, on connection: Connection, key: SigningKey
    ) throws -> [DayKey: DayFigures] {
        var told: [DayKey: DayFigures] = [:]
        try eachReport("acknowledged_at IS NOT NULL", upTo: last, key: key, on: connection) { report in
            for day in report.deviceDays ?? [] { told[DayKey(day), default: DayFigures()].grow(to: day) }
        }
        return told
    }

    /// What an envelope of ours says, nil when it is not of this key and stream or cannot be opened: such a one stays
    /// where it is.
    private static func report(_ text: String, key: SigningKey, stream: String?) -> Report? {
        guard let envelope = try? Envelope(text: text),
            let report = try? envelope.open(Report.self, kind: .report, with: key.publicKey), report.stream == stream
        else { return nil }
        return report
    }

    private func sealAgain(
        _ report: Report, in stream: String, told: [DayKey: DayFigures], with key: SigningKey, at now: ObservedTime,
        on connection: Connection
    ) throws {
        var again = report
        again.stream = stream
        again.seq = try connection.integer("SELECT next_seq FROM stream")
        again.sealedAt = now
        // One sealed by an older program has no digests yet.
        again.scan = try again.scan?.withDigests()
        if let digest = again.scan?.tableDigest {
            try connection.run(
                "UPDATE stream SET devices_digest = ?, devices_seq = ?", .text(digest), .integer(again.seq))
        }
        (again.devicesDigest, again.devicesSeq) = try connection.deviceTable()
        again.deviceDays = report.deviceDays?.map { day in told[DayKey(day)]?.taken(off: day) ?? day }
        let envelope: Envelope
        do {
            envelope = try Envelope.seal(again, kind: .report, with: key)
        } catch EnvelopeFailure.tooLarge(let limitBytes) {
            throw OutboxFailure(
                code: .tooLarge, path: path, reason: "one report alone is larger than \(limitBytes) bytes")
        }
        try connection.run("DELETE FROM envelope WHERE seq = ?", .integer(report.seq))
        try connection.run(
            "INSERT INTO envelope(seq, text, bytes, sealed_at) VALUES (?, ?, ?, ?)", .integer(again.seq),
            .text(envelope.text), .integer(envelope.text.utf8.count), .integer(now.wallClock.wholeSeconds))
        try connection.run("UPDATE stream SET next_seq = next_seq + 1")
    }
}

private struct DayKey: Hashable {
    var device: String
    var day: String

    init(_ day: DeviceDay) {
        device = day.device
        self.day = day.day
    }
}

private struct DayFigures {
    var minutes = 0
    var timesPlugged = 0

    mutating func grow(to day: DeviceDay) {
        minutes = max(minutes, day.minutes)
        timesPlugged = max(timesPlugged, day.timesPlugged)
    }

    func taken(off day: DeviceDay) -> DeviceDay {
        var rest = day
        rest.minutes = max(0, day.minutes - minutes)
        rest.timesPlugged = max(0, day.timesPlugged - timesPlugged)
        return rest
    }
}
