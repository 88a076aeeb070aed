import Agent
import Foundation
import Outbox
import Reports
import Testing

struct SealingPolicyTests {
    @Test(arguments: [
        // What is unsealed, seconds since the last report; whether all of it, and whether news, is due.
        (unsealed: "", age: 0.0, everything: false, news: false), ("", 9_999, false, false),
        ("scan", 0, true, true), ("test", 0, true, true), ("days", 0, true, false), ("days", 3_299, true, false),
        ("days", 3_300, true, true), ("days", -10, true, true), ("past", 0, true, true),
    ])
    func isDue(unsealed: String, age: Double, everything: Bool, news: Bool) throws {
        let directory = try TemporaryDirectory()
        let outbox = try Outbox(path: directory.file("outbox.sqlite"))
        let clock = TestClock()
        let start = clock.clock.now()
        try outbox.record(scan: Sample.scan("a"), at: start, day: "2026-09-01")
        #expect(try outbox.seal(with: SigningKey(), at: start) == 1)
        switch unsealed {
        case "scan": try outbox.record(scan: Sample.scan(), at: start, day: "2026-09-01")
        case "test": try outbox.record(lineTest: Sample.lineTest("1"))
        case "days": try outbox.record(scan: Sample.scan("a"), at: start, day: "2026-09-01")
        case "past":
            try outbox.record(scan: Sample.scan("a"), at: start, day: "2026-09-01")
            try outbox.record(scan: Sample.scan("a"), at: start, day: "2026-09-02")
        default: break
        }
        let now = start.wallClock.addingTimeInterval(age)
        let status = try outbox.status()
        #expect(SealingPolicy.everything.isDue(status, now: now) == everything)
        #expect(SealingPolicy.daemon.isDue(status, now: now) == news)
    }

    @Test func theFirstReportIsAlwaysDue() throws {
        let directory = try TemporaryDirectory()
        let outbox = try Outbox(path: directory.file("outbox.sqlite"))
        let now = TestClock().clock.now()
        try outbox.record(scan: Sample.scan("a"), at: now, day: "2026-09-01")
        #expect(SealingPolicy.daemon.isDue(try outbox.status(), now: now.wallClock))
    }
}
