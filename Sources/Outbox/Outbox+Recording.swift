internal import FoundationEssentials
public import Reports

extension Outbox {
    /// Longer than this between two scans, and nobody can say the device was there in between: 30 minutes.
    public static let watchedGapSeconds = 1_800.0

    /// Keeps what a scan saw: the whole of it where it is news, and one row per device and day always.
    ///
    /// A scan that says what the last sealed one said, timings of collectors apart, is not kept again.
    ///
    /// A device-day is cumulative within a stream: it goes on growing after it was sealed and is then sealed again with the
    /// larger figures. Who reads reports merges rows of the same (stream, device, day) by the earliest `first`, the latest
    /// `last`, the largest `minutes` and `timesPlugged`, which gives the same in any order and however often a row comes;
    /// rows of different streams add up. Minutes count from one scan that saw the device to the next that did, within one
    /// boot and `watchedGapSeconds`; plugged in counts when the scan before did not see it.
    /// - Parameter day: the local calendar day of `time`, such as `LocalDay.text(of:)` gives.
    /// - Returns: whether the scan is news.
    /// - Throws: `OutboxFailure`.
    @discardableResult
    public func record(scan: Scan, at time: ObservedTime, day: String) throws -> Bool {
        let devices = Set(scan.devices.map(\.id))
        return try write { connection in
            let isNews = try replaceCurrentScan(scan, at: time, on: connection)
            let before = try connection.rows("SELECT boot_id, monotonic, devices FROM last_look") {
                Look(
                    bootID: $0.text(0), monotonic: $0.real(1),
                    devices: Set($0.text(2).split(separator: "\n").map(String.init)))
            }
            let step = before.first.flatMap { $0.step(to: time) }
            try connection.run("UPDATE stream SET rounds = rounds + 1")
            let observed = SQLValue.blob(try ReportCoder.encode(time))
            for device in devices.sorted() {
                let stayed = step?.devices.contains(device) ?? false
                try connection.run(
                    """
                    INSERT INTO device_day(device, day, first, last, seconds, times_plugged, changed, round)
                    VALUES (?1, ?2, ?3, ?3, 0, ?4, 1, (SELECT rounds FROM stream))
                    ON CONFLICT (device, day) DO UPDATE SET
                        last = excluded.last, seconds = seconds + ?5,
                        times_plugged = times_plugged + excluded.times_plugged, changed = 1, round = excluded.round
                    """,
                    .text(device), .text(day), observed, .integer(step != nil && !stayed ? 1 : 0),
                    .real(stayed ? step?.seconds ?? 0 : 0))
            }
            try connection.run(
                "INSERT OR REPLACE INTO last_look(id, boot_id, monotonic, devices) VALUES (1, ?, ?, ?)",
                .text(time.bootID), .real(time.monotonic), .text(devices.sorted().joined(separator: "\n")))
            return isNews
        }
    }

    /// Appends a line test; the same test (by its id) is kept once.
    /// - Throws: `OutboxFailure`.
    public func record(lineTest: LineTest) throws {
        let test = try ReportCoder.encode(lineTest)
        try write { connection in
            _ = try connection.run(
                "INSERT OR IGNORE INTO line_test(id, test) VALUES (?, ?)", .text(lineTest.id), .blob(test))
        }
    }

    private func replaceCurrentScan(_ scan: Scan, at time: ObservedTime, on connection: Connection) throws -> Bool {
        let content = try ReportCoder.encode(scan)
        let sealed = try connection.rows("SELECT scan FROM scan WHERE kind = 'sealed'") { $0.data(0) }
        if let sealed = sealed.first, try ReportCoder.decode(Scan.self, from: sealed).saysTheSame(as: scan) {
            // Back to what the region already knows: what was in between never gets a number.
            try connection.run("DELETE FROM scan WHERE kind = 'unsealed'")
            return false
        }
        try connection.run(
            "INSERT OR REPLACE INTO scan(kind, scan, scanned_at) VALUES ('unsealed', ?, ?)",
            .blob(content), .blob(try ReportCoder.encode(time)))
        return true
    }

    /// The scan before this one.
    private struct Look {
        var bootID: String
        var monotonic: Double
        var devices: Set<String>

        /// Seconds watched since then and what was attached, nil where nobody watched in between.
        func step(to time: ObservedTime) -> (seconds: Double, devices: Set<String>)? {
            let seconds = time.monotonic - monotonic
            guard time.bootID == bootID, seconds >= 0, seconds <= Outbox.watchedGapSeconds else { return nil }
            return (seconds, devices)
        }
    }
}

extension Scan {
    /// Whether two scans tell a region the same: order of devices and timings of collectors do not count.
    func saysTheSame(as other: Scan) -> Bool { withoutTimings == other.withoutTimings }

    private var withoutTimings: Scan {
        var scan = self
        scan.devices.sort { $0.id < $1.id }
        for index in scan.collectors.indices { scan.collectors[index].durationMs = 0 }
        return scan
    }
}
