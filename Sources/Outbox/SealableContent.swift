internal import FoundationEssentials
internal import Reports

/// What goes into one report.
struct SealableContent {
    var scan: Scan?
    var scannedAt: ObservedTime?
    var days: [DeviceDay]
    var tests: [(position: Int, test: LineTest)]

    /// Line tests that could not be kept one by one.
    var testDays: [(position: Int, summary: LineTestDay)]
    var slots: [(position: Int, record: SlotRecord)]
    /// Slots that could not be kept.
    var slotsDropped: Int

    /// A calendar day of 25 hours: more can only come of days that were estimated to be one.
    static let dayMinutes = 1_500

    var isEmpty: Bool { scan == nil && rows == 0 && slotsDropped == 0 }
    /// What halving the limits may make fewer of.
    var rows: Int { days.count + tests.count + testDays.count + slots.count }

    /// - Parameter times: by which what was seen by a wrong clock is dated.
    init(upTo limits: SealLimits, times: BootTimes, on connection: Connection) throws {
        let scans = try connection.rows("SELECT scan, scanned_at FROM scan WHERE kind = 'unsealed'") { row in
            (
                try ReportCoder.decode(Scan.self, from: row.data(0)),
                try ReportCoder.decode(ObservedTime.self, from: row.data(1))
            )
        }
        scan = try scans.first?.0.withDigests()
        scannedAt = scans.first.map { times.resolved($0.1) ?? $0.1 }
        days = try connection.rows(
            """
            SELECT device, day, first, last, seconds, times_plugged, estimated FROM device_day
            WHERE changed = 1 AND day NOT GLOB 'boot:*' ORDER BY day, device LIMIT ?
            """, .integer(limits.deviceDays)
        ) { row in
            DeviceDay(
                device: row.text(0), day: row.text(1),
                first: try ReportCoder.decode(ObservedTime.self, from: row.data(2)),
                last: try ReportCoder.decode(ObservedTime.self, from: row.data(3)),
                minutes: min(Self.dayMinutes, Int(row.real(4) / 60)), timesPlugged: row.integer(5),
                timeEstimated: row.integer(6) == 0 ? nil : true)
        }
        tests = try connection.rows(
            "SELECT position, test FROM line_test ORDER BY position LIMIT ?", .integer(limits.lineTests)
        ) { row in
            var test = try ReportCoder.decode(LineTest.self, from: row.data(1))
            test.startedAt = times.resolved(test.startedAt) ?? test.startedAt
            return (position: row.integer(0), test: test)
        }
        testDays = try connection.rows(
            "SELECT position, summary FROM line_test_day ORDER BY position LIMIT ?", .integer(limits.lineTestDays)
        ) { (position: $0.integer(0), summary: try ReportCoder.decode(LineTestDay.self, from: $0.data(1))) }
        slots = try connection.rows(
            "SELECT position, record FROM slot ORDER BY position LIMIT ?", .integer(limits.slots)
        ) { row in
            var record = try ReportCoder.decode(SlotRecord.self, from: row.data(1))
            record.decidedAt = times.resolved(record.decidedAt) ?? record.decidedAt
            return (position: row.integer(0), record: record)
        }
        slotsDropped = try connection.integer("SELECT slots_dropped FROM stream")
    }

    func markSealed(on connection: Connection) throws {
        if scan != nil {
            try connection.run("DELETE FROM scan WHERE kind = 'sealed'")
            try connection.run("UPDATE scan SET kind = 'sealed' WHERE kind = 'unsealed'")
            try connection.run("UPDATE stream SET full_wanted = 0")
        }
        for day in days {
            try connection.run(
                "UPDATE device_day SET changed = 0 WHERE device = ? AND day = ?", .text(day.device), .text(day.day))
        }
        for test in tests {
            try connection.run("DELETE FROM line_test WHERE position = ?", .integer(test.position))
        }
        for day in testDays {
            try connection.run("DELETE FROM line_test_day WHERE position = ?", .integer(day.position))
        }
        if let last = slots.last {
            try connection.run("DELETE FROM slot WHERE position <= ?", .integer(last.position))
        }
        if slotsDropped > 0 { try connection.run("UPDATE stream SET slots_dropped = 0") }
    }
}
