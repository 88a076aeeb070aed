import Foundation
import Testing

/// `parta-agent explain` as a technician runs it.
@Suite("Explain", .timeLimit(.minutes(1)))
struct ExplainTests {
    struct Told: Decodable {
        struct Rule: Decodable {
            var source: String
            var rule: String?
            var file: String?
            var line: Int?
            var pattern: String?
            var won: Bool
        }

        var key: String?
        var category: String
        var confidence: String
        var rule: String
        var reason: String
        var system: [String: String]
        var rules: [Rule]
        var notes: [String]
    }

    private func told(
        _ subject: String, playing name: String = "keyboard", in region: Region
    ) async throws -> Told {
        let result = try await RecordedScan(in: region).run(["explain", subject, "--format", "json"], on: name)
        try #require(result.exit == 0 && result.errors.isEmpty, "\(result.errors)")
        return try result.json()
    }

    @Test(
        "ids alone",
        arguments: [
            ("1a86:7523", "serial_adapter", "possible", "serial-adapters:ch340", "70-parta-serial-adapters.hwdb"),
            ("08f7:0003", "lab_sensor", "certain", "lab-sensors:vernier-go-link", "70-parta-lab-sensors.hwdb"),
            ("08F7:0003", "lab_sensor", "certain", "lab-sensors:vernier-go-link", "70-parta-lab-sensors.hwdb"),
        ])
    func ids(_ id: String, _ category: String, _ confidence: String, _ rule: String, _ file: String) async throws {
        let told = try await told(id, in: try Region())
        #expect(told.category == category && told.confidence == confidence && told.rule == rule)
        let parts = id.uppercased().split(separator: ":")
        #expect(told.key == "parta:usb:v\(parts[0])p\(parts[1]):m:n")
        let winners = told.rules.filter(\.won)
        try #require(winners.count == 1)
        #expect(winners[0].rule == rule && winners[0].file?.hasSuffix(file) == true)
        // The line it names is the one that holds the pattern.
        let text = try String(contentsOfFile: winners[0].file ?? "", encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(winners[0].line)
        #expect(lines[line - 1] == winners[0].pattern ?? "")
        #expect(told.notes.contains { $0.contains("no interfaces") }, "\(told.notes)")
    }

    @Test("a device that is plugged in, by port, by syspath and by what hangs on it")
    func pluggedIn() async throws {
        let region = try Region()
        let scan = RecordedScan(in: region)
        let result = try await scan.run(["scan", "--format", "json"], on: "microbit")
        struct Devices: Decodable {
            struct Device: Decodable {
                var bus: String
                var port: String?
                var rule: String
            }
            var devices: [Device]
        }
        let devices: Devices = try result.json()
        let device = try #require(devices.devices.filter { $0.bus == "usb" }.first)
        let port = try #require(device.port)
        for subject in [port, "/sys/bus/usb/devices/\(port)", "/sys/bus/usb/devices/\(port):1.0"] {
            let told = try await told(subject, playing: "microbit", in: region)
            #expect(told.rule == device.rule, "as the scan says")
            #expect(told.rule == "boards:name-microbit" && told.key?.contains(":if080650:") == true)
            let records = told.rules.filter { $0.source == "hwdb" }
            #expect(records.count >= 3 && records.last?.won == true, "classes, id, name, and the last one counts")
            let files = records.map { $0.file ?? "" }
            #expect(files == files.sorted(), "in the order of the files")
            #expect(told.rules.contains { $0.source == "built_in" && !$0.won })
        }
        let byID = try await told("0d28:0204", playing: "microbit", in: region)
        #expect(byID.notes.contains { $0.contains("explain \(port)") }, "\(byID.notes)")
    }

    @Test("an id nobody knows: unknown is an answer, and what would help stands beside it")
    func unknown() async throws {
        let told = try await told("fff1:0001", in: try Region())
        #expect(told.category == "unknown" && told.rule == "none" && told.rules.allSatisfy { !$0.won })
        #expect(told.notes.contains { $0.contains("parta:usb:vFFF1p0001:*") && $0.contains("/etc/parta/hwdb.d") })
    }

    @Test("a technician's file wins and is named")
    func override() async throws {
        let region = try Region()
        let folder = region.folder.appending(path: "overrides")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(
            """
            parta:usb:v1A86p7523:*
             PARTA_CATEGORY=robotics_kit
             PARTA_CONFIDENCE=likely
             PARTA_RULE=school:mbot

            """.utf8
        ).write(to: folder.appending(path: "10-school.hwdb"))
        let told = try await told("1a86:7523", in: region)
        #expect(told.category == "robotics_kit" && told.rule == "school:mbot")
        let winner = try #require(told.rules.filter(\.won).first)
        #expect(winner.file == region.path("overrides/10-school.hwdb") && winner.line == 1)
        #expect(told.rules.contains { $0.rule == "serial-adapters:ch340" && !$0.won })
    }

    @Test("as a table and as CSV")
    func formats() async throws {
        let scan = RecordedScan(in: try Region())
        let table = try await scan.run(["explain", "1a86:7523"], on: "keyboard")
        #expect(table.exit == 0)
        for words in ["parta:usb:v1A86p7523:m:n", "serial-adapters:ch340", ".hwdb:", "no interfaces", "why "] {
            #expect(table.output.contains(words), "\(words): \(table.output)")
        }
        let csv = try await scan.run(["explain", "1a86:7523", "--format", "csv"], on: "keyboard")
        let lines = csv.output.split(separator: "\r\n")
        #expect(lines.first == "won,source,rule,category,confidence,pattern,where,properties")
        #expect(lines.count >= 2 && lines.contains { $0.hasPrefix("yes,hwdb,serial-adapters:ch340,") })
    }

    @Test(
        "what is no id, port or path",
        arguments: [
            "nonsense", "1a86", "1a86:75231", "1a86:752g", "1a86:", "/etc/passwd", "/sys/../etc/passwd", "/sys/", "1-",
            "-2", "1-2..3", "", "\u{1b}[31m",
        ])
    func nonsense(subject: String) async throws {
        let result = try await Program.agent.run(["explain", "--", subject])
        #expect(result.exit == 64, "\(result.errors)")
        #expect(result.output.isEmpty && !result.errors.contains("\u{1b}"), "\(result.errors)")
    }

    @Test("a place where nothing is, and a kind without keys")
    func notThere() async throws {
        let scan = RecordedScan(in: try Region())
        let nothing = try await scan.run(["explain", "9-9"], on: "keyboard")
        #expect(nothing.exit == 65 && nothing.errors.contains("no device 9-9"), "\(nothing.errors)")
        let display = try await scan.run(["explain", "/sys/class/drm/card0-HDMI-A-1"], on: "display-monitor")
        #expect(display.exit == 65 && display.errors.contains("drm"), "\(display.errors)")
    }
}
