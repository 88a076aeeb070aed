import Foundation
import Testing

/// What a device, a directory that cannot be read or a technician's slip may do to a scan: nothing but be told.
@Suite("Hostile and broken input", .timeLimit(.minutes(2)))
struct HostileInputTests {
    static let hostile = (try? Fixtures.names().filter { $0.hasPrefix("hostile-") }) ?? []

    private struct Scan: Decodable {
        struct Device: Decodable {
            var category: String
            var bus: String
            var vendor: String?
            var product: String?
            var serial: String?
            var rule: String
        }
        struct Outcome: Decodable {
            var name: String
            var status: String
        }

        var devices: [Device]
        var collectors: [Outcome]
    }

    @Test("there are hostile recordings")
    func there() { #expect(Self.hostile.count >= 8) }

    @Test("a hostile name harms neither terminal nor table, JSON or CSV", arguments: hostile)
    func hostileNames(name: String) async throws {
        let scan = RecordedScan(in: try Region())
        let table = try await scan.run(["scan"], on: name)
        let json = try await scan.run(["scan", "--format", "json"], on: name)
        let csv = try await scan.run(["scan", "--format", "csv"], on: name)
        for result in [table, json, csv] { #expect(result.exit == 0 && result.errors.isEmpty, "\(result.errors)") }
        let devices: Scan = try json.json()
        #expect(devices.devices.contains { $0.bus == "usb" })
        for text in devices.devices.flatMap({ [$0.vendor, $0.product, $0.serial] }).compactMap(\.self) {
            #expect(text.utf8.count <= 256, "\(text)")
            #expect(text.unicodeScalars.allSatisfy(Self.isHarmless), "\(text)")
        }
        let lines = [(table, "\n"), (csv, "\r\n"), (json, "\n")]
        for (result, end) in lines {
            let text = result.output.replacingOccurrences(of: end, with: "")
            #expect(text.unicodeScalars.allSatisfy(Self.isHarmless), "\(result.output)")
        }
        let wanted = devices.devices.count + 1
        #expect(table.output.split(separator: "\n").count == wanted, "a line for each device, and the headings")
        let records = try Self.records(csv.output)
        #expect(records.count == wanted)
        #expect(records.allSatisfy { $0.count == records[0].count }, "no name opens another column")
        for cell in records.joined() {
            #expect(!["=", "+", "-", "@"].contains(cell.prefix(1)), "a spreadsheet would run \(cell)")
        }
    }

    /// Neither control characters nor what turns the direction of writing.
    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// RFC 4180, read by Python's module: nobody of this project.
    private static func records(_ csv: String) throws -> [[String]] {
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import csv,io,json,sys; t=sys.stdin.buffer.read().decode('utf-8');"
                + "print(json.dumps(list(csv.reader(io.StringIO(t, newline=''), strict=True))))",
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(csv.utf8))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode([[String]].self, from: data)
    }

    @Test("explain is as harmless", arguments: hostile)
    func explained(name: String) async throws {
        let scan = RecordedScan(in: try Region())
        let recording = try String(contentsOfFile: Fixtures.recording(name), encoding: .utf8)
        let ports = recording.split(separator: "\n").filter {
            $0.hasPrefix("P: ") && $0.contains("/usb1/1-") && !$0.contains(":1.0")
        }
        let line = try #require(ports.first)
        let port = try #require(line.split(separator: "/").last.map(String.init))
        for format in ["table", "json", "csv"] {
            let result = try await scan.run(["explain", port, "--format", format], on: name)
            #expect(result.exit == 0, "\(result.errors)")
            let text = result.output.filter { $0 != "\n" && $0 != "\r\n" }
            #expect(text.unicodeScalars.allSatisfy(Self.isHarmless), "\(result.output)")
            if format == "json" { _ = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) }
        }
    }

    @Test("a syntax error in a drop-in names file and line, and the last good database stays in force")
    func dropIn() async throws {
        let region = try Region()
        let scan = RecordedScan(in: region)
        let folder = region.folder.appending(path: "overrides")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "90-school.hwdb")
        let good = """
            # our robots
            parta:usb:v1A86p7523:*
             PARTA_CATEGORY=robotics_kit
             PARTA_CONFIDENCE=likely
             PARTA_RULE=school:mbot

            """
        try Data(good.utf8).write(to: file)
        let before = try await scan.run(["scan", "--format", "json"], on: "serial-ch340")
        try #require(before.exit == 0 && before.errors.isEmpty, "\(before.errors)")
        try Data((good + "\nparta:usb:v0694p*\n PARTA_CATEGORY\n").utf8).write(to: file)
        let after = try await scan.run(["scan", "--format", "json"], on: "serial-ch340")
        #expect(after.exit == 0)
        #expect(after.errors.contains("\(region.path("overrides/90-school.hwdb")):8:"), "\(after.errors)")
        for result in [before, after] {
            let devices: Scan = try result.json()
            #expect(devices.devices.contains { $0.rule == "school:mbot" && $0.category == "robotics_kit" })
        }
        let explained = try await scan.run(["explain", "1a86:7523"], on: "serial-ch340")
        #expect(explained.errors.contains("90-school.hwdb:8:") && explained.output.contains("school:mbot"))
    }

    @Test("an attribute that cannot be read costs its value, not the scan")
    func unreadable() async throws {
        let region = try Region()
        let scan = RecordedScan(in: region)
        // A directory in place of the attribute: read fails with EISDIR, for root as for anybody.
        let recording = try String(contentsOfFile: Fixtures.recording("stick-kingston"), encoding: .utf8)
        let lines = recording.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [Substring] in
            for name in ["manufacturer", "product", "serial", "removable"] where line.hasPrefix("A: \(name)=") {
                return ["A: \(name)/hidden=x\\n"]
            }
            return line.hasPrefix("E: ID_") ? [] : [line]
        }
        let path = region.path("unreadable.umockdev")
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
        let result = try await scan.run(["scan", "--format", "json"], recording: path)
        #expect(result.exit == 0, "\(result.errors)")
        let told: Scan = try result.json()
        let stick = try #require(told.devices.filter { $0.bus == "usb" }.first)
        let whole: Scan = try await scan.run(["scan", "--format", "json"], on: "stick-kingston").json()
        let named = try #require(whole.devices.filter { $0.bus == "usb" }.first)
        #expect(named.product != nil && stick.product != named.product, "its own name could not be read")
        #expect(stick.category == "storage")
        #expect(told.collectors.allSatisfy { $0.status != "failed" })
    }
}
