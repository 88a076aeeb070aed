public import FoundationEssentials
public import Reports

extension Outbox {
    /// Learns what time it is from the region: observations of this boot, made and to come, are dated by it where the
    /// computer's own clock was wrong.
    /// - Parameters:
    ///   - serverTime: the region's clock; one that is older than the program is not believed.
    ///   - now: when that was heard.
    /// - Throws: `OutboxFailure`.
    public func learn(serverTime: Date, at now: ObservedTime) throws {
        guard serverTime >= BootTimes.earliest else { return }
        let started = serverTime.timeIntervalSince1970 - now.monotonic
        let known = try read { connection in
            try connection.rows("SELECT started FROM boot WHERE id = ? AND source = 'server'", .text(now.bootID)) {
                $0.real(0)
            }.first
        }
        // Answers come with every delivery: what is known to the minute is not written anew.
        if let known, abs(known - started) <= 60 { return }
        try write { connection in
            try connection.run(
                """
                INSERT INTO boot(id, started, source) VALUES (?1, ?2, 'server')
                ON CONFLICT (id) DO UPDATE SET started = excluded.started, source = 'server'
                """, .text(now.bootID), .real(started))
            try connection.correctDays(of: now.bootID)
        }
    }
}

extension Connection {
    /// What stands for the day of an observation whose time nobody knows yet: one for every day of that boot.
    static func unknownDay(_ time: ObservedTime) -> String { "boot:\(time.bootID):\(Int(time.monotonic / 86_400))" }

    /// Gives days to device-days of unknown time: the right one where it is known by now, the latest possible one, marked,
    /// where it never will be.
    /// - Parameter isLastChance: whether to date those that may yet learn their day by the earliest possible one, marked.
    /// - Parameter held: a boot that is not dated so, nil for none.
    /// - Returns: how many still wait to be dated.
    @discardableResult
    func dateUnknownDays(_ times: BootTimes, isLastChance: Bool = false, holding held: String? = nil) throws -> Int {
        let waiting = try deviceDays(where: "changed = 1 AND day GLOB 'boot:*'")
        var left = 0
        for row in waiting {
            if let first = times.resolved(row.first), let last = times.resolved(row.last) {
                try move(row, to: LocalDay.text(of: first.wallClock), first: first, last: last)
            } else if let end = times.latestEnd(of: row.first.bootID) {
                var (first, last) = (row.first, row.last)
                last.wallClock = Date(timeIntervalSince1970: end.timeIntervalSince1970.rounded(.down))
                let seconds = (last.monotonic - first.monotonic).rounded(.up)
                first.wallClock = last.wallClock.addingTimeInterval(-max(0, seconds))
                try move(row, to: LocalDay.text(of: last.wallClock), first: first, last: last, isEstimated: true)
            } else if isLastChance, row.last.bootID != held,
                let start = times.earliestStart(of: row.first.bootID)
            {
                var (first, last) = (row.first, row.last)
                first.wallClock = Self.moment(first, ofBootBegun: start)
                last.wallClock = Self.moment(last, ofBootBegun: start)
                try move(row, to: LocalDay.text(of: first.wallClock), first: first, last: last, isEstimated: true)
            } else {
                left += 1
            }
        }
        return left
    }

    /// Moves a boot's unsealed device-days to the days that they were, once the region has told the time.
    func correctDays(of bootID: String) throws {
        let times = try BootTimes(on: self, bootID: bootID)
        for row in try deviceDays(where: "changed = 1 AND instr(CAST(last AS TEXT), ?)", .text(bootID)) {
            guard let last = times.resolved(row.last) else { continue }
            // A day that an earlier boot began is that boot's, if its clock was right.
            let first = row.first.bootID == bootID ? times.resolved(row.first) ?? row.first : row.first
            guard first != row.first || last != row.last else { continue }
            let day = LocalDay.text(of: first.bootID == bootID ? first.wallClock : last.wallClock)
            try move(row, to: day, first: earlier(first, last), last: last)
        }
    }

    private func deviceDays(where condition: String, _ value: SQLValue...) throws -> [DatedRow] {
        let sql = """
            SELECT device, day, first, last, seconds, times_plugged, round, estimated FROM device_day WHERE \(condition)
            """
        let make: (Statement) throws -> DatedRow = { row in
            DatedRow(
                device: row.text(0), day: row.text(1),
                first: try ReportCoder.decode(ObservedTime.self, from: row.data(2)),
                last: try ReportCoder.decode(ObservedTime.self, from: row.data(3)), seconds: row.real(4),
                timesPlugged: row.integer(5), round: row.integer(6), isEstimated: row.integer(7) != 0)
        }
        return try value.first.map { try rows(sql, $0, make: make) } ?? rows(sql, make: make)
    }

    /// Files a device-day under another day, together with what is there already.
    private func move(
        _ row: DatedRow, to day: String, first: ObservedTime, last: ObservedTime, isEstimated: Bool = false
    ) throws {
        try run("DELETE FROM device_day WHERE device = ? AND day = ?", .text(row.device), .text(row.day))
        let there = try rows(
            "SELECT first, last FROM device_day WHERE device = ? AND day = ?", .text(row.device), .text(day)
        ) { held in
            (
                try ReportCoder.decode(ObservedTime.self, from: held.data(0)),
                try ReportCoder.decode(ObservedTime.self, from: held.data(1))
            )
        }.first
        try run(
            """
            INSERT INTO device_day(device, day, first, last, seconds, times_plugged, changed, round, estimated)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8)
            ON CONFLICT (device, day) DO UPDATE SET
                first = excluded.first, last = excluded.last, seconds = seconds + excluded.seconds,
                times_plugged = times_plugged + excluded.times_plugged, changed = 1,
                round = max(round, excluded.round), estimated = max(estimated, excluded.estimated)
            """,
            .text(row.device), .text(day), .blob(try ReportCoder.encode(there.map { earlier($0.0, first) } ?? first)),
            .blob(try ReportCoder.encode(there.map { later($0.1, last) } ?? last)), .real(row.seconds),
            .integer(row.timesPlugged), .integer(row.round), .integer(isEstimated || row.isEstimated ? 1 : 0))
    }

    private static func moment(_ time: ObservedTime, ofBootBegun start: Date) -> Date {
        Date(timeIntervalSince1970: (start.timeIntervalSince1970 + time.monotonic).rounded(.down))
    }

    private func earlier(_ one: ObservedTime, _ other: ObservedTime) -> ObservedTime {
        one.wallClock <= other.wallClock ? one : other
    }

    private func later(_ one: ObservedTime, _ other: ObservedTime) -> ObservedTime {
        one.wallClock > other.wallClock ? one : other
    }
}

/// A device-day whose times may be wrong.
private struct DatedRow {
    var device: String
    var day: String
    var first: ObservedTime
    var last: ObservedTime
    var seconds: Double
    var timesPlugged: Int
    var round: Int
    var isEstimated: Bool
}
