import Foundation
import Outbox
import Reports
import Testing

/// What device-days say of sleep and of devices plugged again between two scans.
struct PluggingTests {
    struct Look: Sendable {
        var seconds: Double
        var awake: Double?
        var devices: [String] = ["a"]
        var replugged: Set<String> = []
    }

    struct Watch: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var looks: [Look]
        var minutes: Int
        var plugged: Int
    }

    static let watches = [
        Watch(
            testDescription: "an hour awake is an hour attached",
            looks: [Look(seconds: 0, awake: 0), Look(seconds: 3_600, awake: 3_600)], minutes: 60, plugged: 0),
        Watch(
            testDescription: "a night asleep is not attached time",
            looks: [Look(seconds: 0, awake: 0), Look(seconds: 36_000, awake: 600)], minutes: 10, plugged: 0),
        Watch(
            testDescription: "who came during sleep was not seen being plugged in",
            looks: [Look(seconds: 0, awake: 0, devices: []), Look(seconds: 7_000, awake: 60)], minutes: 0, plugged: 0),
        Watch(
            testDescription: "who came while awake was",
            looks: [Look(seconds: 0, awake: 0, devices: []), Look(seconds: 60, awake: 60)], minutes: 0, plugged: 1),
        Watch(
            testDescription: "plugged again counts, and the minutes go on",
            looks: [
                Look(seconds: 0, awake: 0), Look(seconds: 120, awake: 120, replugged: ["a"]),
                Look(seconds: 240, awake: 240, replugged: ["a"]),
            ], minutes: 4, plugged: 2),
        Watch(
            testDescription: "new and plugged again is plugged in once",
            looks: [
                Look(seconds: 0, awake: 0, devices: []), Look(seconds: 60, awake: 60, replugged: ["a"]),
            ], minutes: 0, plugged: 1),
        Watch(
            testDescription: "another's plug is another's",
            looks: [Look(seconds: 0, awake: 0), Look(seconds: 60, awake: 60, replugged: ["b"])], minutes: 1, plugged: 0),
    ]

    @Test(arguments: watches)
    func deviceDays(watch: Watch) throws {
        let directory = try TemporaryDirectory()
        let outbox = try Outbox(path: directory.file("outbox.sqlite"))
        for look in watch.looks {
            try outbox.record(
                scan: Sample.scan(look.devices), at: Sample.time(look.seconds), day: Sample.day,
                awakeSeconds: look.awake, replugged: look.replugged)
        }
        let key = SigningKey()
        _ = try outbox.seal(with: key, at: Sample.time(99_999))
        let days = try outbox.reports(key).flatMap { $0.deviceDays ?? [] }
        #expect(days.map(\.minutes) == [watch.minutes])
        #expect(days.map(\.timesPlugged) == [watch.plugged])
    }
}
