internal import FoundationEssentials
internal import Reports

extension Outbox {
    /// How full the file may be, of its size limit, before line tests and slots give way: the rest is for inventory and
    /// device-days, which never do.
    static let roomyShare = 0.75
}

extension Connection {
    /// Lets go of what may go, in this order, until `pages` more pages are free: acknowledged envelopes, oldest first;
    /// line tests, the oldest day first, of which a summary stays; slots, the oldest half first, of which the count stays.
    ///
    /// Never of the inventory, device-days, summaries, or sealed envelopes that nobody acknowledged.
    /// - Parameter times: what the days of line tests are reckoned by.
    func makeRoom(pages: Int, times: BootTimes) throws {
        let wanted = try integer("PRAGMA freelist_count") + pages
        func isDone() throws -> Bool { try integer("PRAGMA freelist_count") >= wanted }
        try forgetAcknowledged(untilFree: wanted)
        while try !isDone(), try thinOldestDay(times) {}
        while try !isDone() {
            let gone = try run(
                """
                DELETE FROM slot WHERE position IN
                    (SELECT position FROM slot ORDER BY position LIMIT (SELECT (count(*) + 1) / 2 FROM slot))
                """)
            guard gone > 0 else { return }
            try run("UPDATE stream SET slots_dropped = slots_dropped + ?", .integer(gone))
        }
    }

    /// Lets go of what the region holds, the oldest first, until so many pages are free or nothing of it is left.
    func forgetAcknowledged(untilFree wanted: Int) throws {
        while try integer("PRAGMA freelist_count") < wanted {
            let gone = try run(
                """
                DELETE FROM envelope WHERE seq IN
                    (SELECT seq FROM envelope WHERE acknowledged_at IS NOT NULL ORDER BY seq LIMIT 8)
                """)
            if gone == 0 { return }
        }
    }

    /// Makes room where the file nears its bound.
    func keepRoom() throws {
        let used = try integer("PRAGMA page_count") - integer("PRAGMA freelist_count")
        let roomy = Int(Double(try integer("PRAGMA max_page_count")) * Outbox.roomyShare)
        if used > roomy { try makeRoom(pages: used - roomy, times: try BootTimes(on: self)) }
    }

    /// Puts the summary of the oldest day's line tests in their place.
    /// - Returns: whether there was one.
    private func thinOldestDay(_ times: BootTimes) throws -> Bool {
        // A day has a dozen tests by plan; more, by hand, become a second summary of that day.
        let oldest = try rows("SELECT position, test FROM line_test ORDER BY position LIMIT 100") { row in
            let test = try ReportCoder.decode(LineTest.self, from: row.data(1))
            let startedAt = times.resolved(test.startedAt) ?? test.startedAt
            return (position: row.integer(0), test: test, startedAt: startedAt)
        }
        guard let first = oldest.first else { return false }
        let day = LocalDay.text(of: first.startedAt.wallClock)
        let tests = oldest.prefix { LocalDay.text(of: $0.startedAt.wallClock) == day }
        let summary = LineTestDay(
            day: day, first: first.startedAt, last: tests.last?.startedAt ?? first.startedAt, of: tests.map(\.test))
        try run("INSERT INTO line_test_day(summary) VALUES (?)", .blob(try ReportCoder.encode(summary)))
        for test in tests { try run("DELETE FROM line_test WHERE position = ?", .integer(test.position)) }
        return true
    }
}
