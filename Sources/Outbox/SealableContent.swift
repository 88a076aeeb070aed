internal import FoundationEssentials
internal import Reports

/// What goes into one report.
struct SealableContent {
    var scan: Scan?
    var scannedAt: ObservedTime?
    var days: [DeviceDay]
    var tests: [(position: Int, test: LineTest)]

    var slots: [(position: Int, record: SlotRecord)]
    /// Slots that could not be kept.
    var slotsDropped: Int

    var isEmpty: Bool { scan == nil && rows == 0 && slotsDropped == 0 }
    /// What halving the limits may make fewer of.
    var rows: Int { days.count + tests.count + slots.count }

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
        slots = try connection.rows(
            "SELECT position, record FROM slot ORDER BY position LIMIT ?", .integer(limits.slots)
        ) { (position: $0.integer(0), record: try ReportCoder.decode(SlotRecord.self, from: $0.data(1))) }
        slotsDropped = try connection.integer("SELECT slots_dropped FROM stream")
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
        if let last = slots.last {
            try connection.run("DELETE FROM slot WHERE position <= ?", .integer(last.position))
        }
        if slotsDropped > 0 { try connection.run("UPDATE stream SET slots_dropped = 0") }
    }
}
