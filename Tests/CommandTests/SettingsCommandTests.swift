import Foundation
import Testing

/// `parta settings` as a planner types it, with the real program.
@Suite("Settings on the command line", .timeLimit(.minutes(2)))
struct SettingsCommandTests {
    private func region() async throws -> Region {
        let region = try Region()
        try Data("id,name_en,country,region,district\nT-1,Test school,Kazakhstan,Aktobe,Alga\n".utf8)
            .write(to: URL(filePath: region.path("schools.csv")))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        return region
    }

    private struct Shown: Decodable {
        var version: Int
        var settings: [String: Value]

        /// A JSON value, as far as these tests look at it.
        enum Value: Decodable, Equatable {
            case number(Double)
            case text(String)
            case flag(Bool)
            case other

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                if let flag = try? value.decode(Bool.self) {
                    self = .flag(flag)
                } else if let number = try? value.decode(Double.self) {
                    self = .number(number)
                } else if let text = try? value.decode(String.self) {
                    self = .text(text)
                } else {
                    self = .other
                }
            }
        }
    }

    @Test("set, unset, show with where each comes from, and the history")
    func journey() async throws {
        let region = try await region()
        let empty = try await region.parta("settings", "show", "--school", "T-1")
        #expect(empty.exit == 0 && empty.errors.contains("nothing is set"))
        let first = try await region.parta("settings", "set", "--area", "Aktobe", "monthly_mb=900", "metered=auto")
        #expect(first.exit == 0, "\(first.errors)")
        let same = try await region.parta("settings", "set", "--area", "Aktobe", "monthly_mb=900")
        #expect(same.exit == 0 && same.errors.contains("nothing changed"))
        let file = region.path("school.json")
        try Data(#"{"metered": "yes", "thresholds": {"rise_ms": 150}, "monthly_mb": null}"#.utf8)
            .write(to: URL(filePath: file))
        let second = try await region.parta("settings", "set", "--school", "T-1", file, "thresholds.lan_ratio=3")
        #expect(second.exit == 0, "\(second.errors)")
        let table = try await region.parta("settings", "show", "--school", "T-1", "--format", "csv")
        let rows = table.output.split(whereSeparator: \.isNewline).dropFirst().map { row in
            row.split(separator: ",").dropLast().joined(separator: " ")
        }
        #expect(
            rows == [
                "monthly_mb 900 Kazakhstan/Aktobe", "metered yes school T-1", "thresholds.lan_ratio 3.0 school T-1",
                "thresholds.rise_ms 150.0 school T-1",
            ])
        let shown: Shown = try await region.parta("settings", "show", "--school", "T-1", "--format", "json").json()
        #expect(shown.settings["monthly_mb"] == .number(900) && shown.settings["metered"] == .text("yes"))
        _ = try await region.parta("settings", "set", "--school", "T-1", "metered=", "thresholds.rise_ms=")
        let after: Shown = try await region.parta("settings", "show", "--school", "T-1", "--format", "json").json()
        #expect(after.settings["metered"] == .text("auto") && after.version > shown.version)
        let history = try await region.parta("settings", "show", "--history", "--format", "csv")
        #expect(history.output.split(whereSeparator: \.isNewline).count == 4)
        let places = try await region.parta("settings", "show", "--format", "csv")
        #expect(places.output.split(whereSeparator: \.isNewline).count == 3)
    }

    @Test(
        "what is wrong is one sentence and changes nothing, not even what was right beside it",
        arguments: [
            (["monthly_mb=0"], 65, "monthly_mb"), (["monthly_mb=many"], 65, "whole number"),
            (["monthly_mb=5", "shifts=8-13"], 65, "08:00-13:00"), (["speed=9"], 65, "tests_per_day"),
            (["metered=maybe"], 65, "auto, yes or no"), (["lan_tests=perhaps"], 65, "yes or no"),
            (["time_zone=Asia/Almata"], 65, "Asia/Almaty"), (["serials.tablet=plain"], 65, "hashed or none"),
            (["serials.tablet=secret"], 65, "plain, hashed or none"), (["thresholds.rise_ms=fast"], 65, "number"),
            (["thresholds.held_back=0.5"], 65, "rise_ms"), (["platforms=opiq.kz"], 65, "Opiq opiq.kz"),
            (["hwdb=/nowhere/90-x.hwdb"], 65, "/nowhere/90-x.hwdb"), (["/nowhere/x.json"], 65, "KEY=VALUE"),
            (["monthly_mb.x=1"], 65, "no entries"), ([], 64, "assignment"),
        ] as [([String], Int32, String)])
    func wrong(assignments: [String], exit: Int32, words: String) async throws {
        let region = try await region()
        let result = try await Program.parta.run(
            ["settings", "set", "--school", "T-1"] + assignments, environment: region.environment)
        #expect(result.exit == exit, "\(result.errors)")
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(!result.errors.contains("Fatal"))
        let shown: Shown = try await region.parta("settings", "show", "--school", "T-1", "--format", "json").json()
        #expect(shown.version == 0 && shown.settings.isEmpty)
    }

    @Test("a place that is not there, or none, or two")
    func places() async throws {
        let region = try await region()
        for (place, exit, word) in [
            (["--school", "X"], 65, "X"), (["--area", "Atlantis"], 65, "Atlantis"), ([], 64, "--area"),
            (["--area", "Aktobe", "--school", "T-1"], 64, "not both"),
        ] as [([String], Int32, String)] {
            let result = try await Program.parta.run(
                ["settings", "set"] + place + ["monthly_mb=5"], environment: region.environment)
            #expect(result.exit == exit && result.errors.contains(word), "\(result.errors)")
        }
    }

    @Test("every example of docs/settings.md is taken as it stands there, and every key is in one of its tables")
    func documentation() async throws {
        let region = try await region()
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/settings.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let knowledge = region.path("90-aktobe.hwdb")
        try Data("parta:usb:v1A86p7523*\n PARTA_CATEGORY=robotics_kit\n".utf8).write(to: URL(filePath: knowledge))
        let examples = text.split(separator: "\n").filter { $0.hasPrefix("    parta settings ") }
        #expect(examples.count == 13)
        for example in examples {
            // Words in quotes stand together, as in a shell.
            let words = example.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { part in
                part.offset % 2 == 1 ? [String(part.element)] : part.element.split(separator: " ").map(String.init)
            }
            let arguments = words.dropFirst().map { $0.replacing("hwdb=90-aktobe.hwdb", with: "hwdb=\(knowledge)") }
            let result = try await Program.parta.run(Array(arguments), environment: region.environment)
            #expect(result.exit == 0, "\(example): \(result.errors)")
        }
        let json = try #require(text.split(separator: "```json").last?.split(separator: "```").first)
        let file = region.path("example.json")
        try Data(json.utf8).write(to: URL(filePath: file))
        let taken = try await region.parta("settings", "set", "--school", "T-1", file)
        #expect(taken.exit == 0, "\(taken.errors)")
        let unknown = try await region.parta("settings", "set", "--school", "T-1", "speed=9")
        let keys = try #require(unknown.errors.split(separator: "keys are ").last).split(separator: ",")
        #expect(keys.count == 21)
        for key in keys {
            let name = key.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(text.contains("| `\(name)` |"), "\(name) is not in docs/settings.md")
        }
    }
}
