import Foundation
import Testing

@Suite("Devices that come and go, with the real agent", .timeLimit(.minutes(2)))
struct HotplugTests {
    private let region: Region
    private let bed: HotplugBed

    init() async throws {
        region = try Region()
        try await region.start()
        try await region.enroll("one")
        bed = try await HotplugBed(region, agent: "one")
    }

    /// Rows of the agent's outbox, by Python's SQLite: a program of neither side.
    private func rows(_ query: String) throws -> [String] {
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3,sys\nfor r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(*r)",
            region.path("agent-one/outbox.sqlite"), query,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("what is plugged in is on the disk when the log says so; out and in again counts")
    func plugUnplugReplug() async throws {
        let before = try rows("SELECT devices FROM last_look")
        try await bed.tell("plug 1-2 2341 0043 UNO-1")
        let line = try await bed.says("appeared")
        #expect(line.contains("port=1-2") && line.contains("ids=2341:0043"), "\(line)")
        #expect(!line.contains("UNO-1"), "no serial goes into a log")
        let plugged = "SELECT times_plugged FROM device_day WHERE times_plugged > 0"
        #expect(try rows(plugged) == ["1"])

        try await bed.tell("replug 1-2")
        try await bed.says("plugged in again")
        #expect(try rows(plugged) == ["2"])

        try await bed.tell("unplug 1-2")
        try await bed.says("vanished")
        #expect(try rows("SELECT devices FROM last_look") == before)
        #expect(try rows(plugged) == ["2"], "the day stays")
        #expect(try await bed.stop() == "ended 0")
    }

    @Test("a burst of 1,000 events ends in the right state")
    func burst() async throws {
        let before = try rows("SELECT devices FROM last_look")
        try await bed.tell("burst 1000")
        // Whatever was looked at on the way, this one comes after the last event.
        try await bed.tell("plug 1-9 2341 0043 LAST")
        try await bed.says("appeared bus=usb category=microcontroller_board ids=2341:0043 port=1-9")
        let ids = try rows("SELECT devices FROM last_look")
        let text = bed.log.text
        #expect(ids.count == before.count + 11, "ten of the burst and the last one: \(ids.count)")
        for port in 1...20 {
            let board = "bus=usb category=microcontroller_board ids=2341:0043 port=2-\(port) "
            let came = text.ranges(of: "appeared \(board)").count
            let went = text.ranges(of: "vanished \(board)").count
            // However often it was looked at on the way.
            #expect(came - went == (port % 2 == 0 ? 1 : 0), "2-\(port)")
        }
        let events = text.matches(of: /scanned devices=\d+ events=(\d+)/).compactMap { Int($0.1) }.reduce(0, +)
        // The kernel would count the same: 1,000 and the last one, which the bed's library tells twice at most.
        #expect(events >= 1_001, "\(events) events were heard")
        #expect(!text.contains("some were lost"))
    }

    @Test("an interface that gets another name is the same adapter")
    func rename() async throws {
        try await bed.tell("rename eth0 eth0")
        try await bed.says("appeared bus=network")
        let before = try rows("SELECT devices FROM last_look")
        try await bed.tell("rename eth0 lan0")
        try await bed.says("events=2 news=false")
        #expect(try rows("SELECT devices FROM last_look") == before)
    }
}
