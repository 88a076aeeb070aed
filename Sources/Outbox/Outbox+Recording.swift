public import FoundationEssentials
public import Reports

extension Outbox {
    /// Longer than this between two scans, and nobody can say the device was there in between: 75 minutes awake, an
    /// hourly scan and something to spare.
    public static let watchedGapSeconds = 4_500.0
    /// The two clocks are read one after the other; further apart than this, and the computer slept.
    static let sleepSeconds = 0.5

    /// Keeps what a scan saw: the whole of it where it is news, and one row per device and day always.
    ///
    /// A scan that says what the last sealed one said, timings of collectors apart, is not kept again.
    ///
    /// A device-day is cumulative within a stream: it goes on growing after it was sealed and is then sealed again with the
    /// larger figures. Who reads reports merges rows of the same (stream, device, day) by the earliest `first`, the latest
    /// `last`, the largest `minutes` and `timesPlugged`, which gives the same in any order and however often a row comes;
    /// rows of different streams add up. Minutes count from one scan that saw the device to the next that did, within one
    /// boot and `watchedGapSeconds`, the computer's sleep left out; plugged in counts when the scan before did not see it
    /// and the computer did not sleep in between, or when somebody saw it plugged again.
    /// - Parameters:
    ///   - day: the local calendar day of `time`, such as `LocalDay.text(of:)` gives; reckoned anew where the clock is
    ///     known to be wrong.
    ///   - awakeSeconds: how long the boot has been awake, by a clock that stands still during sleep; nil where the
    ///     computer never sleeps.
    ///   - replugged: ids of devices that both scans saw and that were unplugged and plugged again in between.
    ///   - notBefore: a moment known to be past, by which days of a clock that is never right are dated in the end.
    /// - Returns: whether the scan is news.
    /// - Throws: `OutboxFailure`.
    @discardableResult
    public func record(
        scan: Scan, at time: ObservedTime, day: String, awakeSeconds: Double? = nil, replugged: Set<String> = [],
        notBefore: Date? = nil
    ) throws -> Bool {
        let devices = Set(scan.devices.map(\.id))
        return try write { connection in
            try connection.keepRoom()
            try connection.noteBoot(time, notBefore: notBefore)
            let known = try BootTimes(on: connection, bootID: time.bootID).resolved(time)
            let day = known == time ? day : known.map { LocalDay.text(of: $0.wallClock) } ?? Connection.unknownDay(time)
            let time = known ?? time
            // A clock that was set within the boot: the day goes on in the row that it began.
            if known != nil { try connection.dateUnknownDays(try BootTimes(on: connection)) }
            let isNews = try replaceCurrentScan(scan, at: time, on: connection)
            let before = try connection.rows("SELECT boot_id, monotonic, devices, awake FROM last_look") {
                Look(
                    bootID: $0.text(0), monotonic: $0.real(1), awake: $0.isNull(3) ? nil : $0.real(3),
                    devices: Set($0.text(2).split(separator: "\n").map(String.init)))
            }
            let step = before.first.flatMap { $0.step(to: time, awake: awakeSeconds) }
            try connection.run("UPDATE stream SET rounds = rounds + 1")
            let observed = SQLValue.blob(try ReportCoder.encode(time))
            for device in devices.sorted() {
                let stayed = step?.devices.contains(device) ?? false
                let isPlugged = stayed ? replugged.contains(device) : step?.slept == false
                try connection.run(
                    """
                    INSERT INTO device_day(device, day, first, last, seconds, times_plugged, changed, round)
                    VALUES (?1, ?2, ?3, ?3, 0, ?4, 1, (SELECT rounds FROM stream))
                    ON CONFLICT (device, day) DO UPDATE SET
                        last = excluded.last, seconds = seconds + ?5,
                        times_plugged = times_plugged + excluded.times_plugged, changed = 1, round = excluded.round
                    """,
                    .text(device), .text(day), observed, .integer(isPlugged ? 1 : 0),
                    .real(stayed ? step?.seconds ?? 0 : 0))
            }
            try connection.run(
                "INSERT OR REPLACE INTO last_look(id, boot_id, monotonic, devices, awake) VALUES (1, ?, ?, ?, ?)",
                .text(time.bootID), .real(time.monotonic), .text(devices.sorted().joined(separator: "\n")),
                awakeSeconds.map { .real($0) } ?? .null)
            return isNews
        }
    }

    private func replaceCurrentScan(_ scan: Scan, at time: ObservedTime, on connection: Connection) throws -> Bool {
        let content = try ReportCoder.encode(scan)
        let sealed = try connection.rows(
            """
            SELECT scan FROM scan WHERE kind = 'sealed' AND (SELECT full_wanted FROM stream) = 0
            """
        ) { $0.data(0) }
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
        var awake: Double?
        var devices: Set<String>

        /// What lies between that scan and this one, nil where nobody watched in between.
        func step(to time: ObservedTime, awake now: Double?) -> Step? {
            let passed = time.monotonic - monotonic
            let seconds = if let awake, let now { now - awake } else { passed }
            guard time.bootID == bootID, seconds >= 0, seconds <= Outbox.watchedGapSeconds else { return nil }
            return Step(seconds: seconds, slept: passed - seconds > Outbox.sleepSeconds, devices: devices)
        }
    }

    private struct Step {
        /// Awake and watched.
        var seconds: Double
        /// Whether the computer slept: who came meanwhile, nobody saw plugged in.
        var slept: Bool
        /// What the scan before saw.
        var devices: Set<String>
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
