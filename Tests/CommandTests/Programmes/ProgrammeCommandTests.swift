import Foundation
import Testing

/// Programmes as a planner works with them, through the built program.
@Suite("Programmes on the command line", .timeLimit(.minutes(2)))
struct ProgrammeCommandTests {
    static let schools = #"""
        id,name_kk,name_ru,name_en,country,region,district,type,supported_by,pupils,rural,made_up
        S-1,Тірек мектебі,Опорная школа,Support school,Kazakhstan,Aktobe,Alga,support,,400,no,yes
        S-2,Шағын мектеп,Малая школа,"<Small> & ""far""",Kazakhstan,Aktobe,Alga,small,S-1,62,yes,yes
        """#
    static let tables = [
        ("programmes", "id,name_en,name_kk,funder,schools\nTAB,Tablets,Планшеттер,Foundation,S-1 S-2\n"),
        (
            "deliveries",
            "programme,school,day,category,count,serial\nTAB,S-2,2025-09-01,tablet,31,\nTAB,S-2,2025-09-01,camera,,CAM-0001\n"
        ),
        (
            "milestones",
            "programme,school,stage,day,cost,currency\nTAB,S-1,planned,2025-01-01,250000000,KZT\nTAB,S-2,accepted,2025-09-01,,\n"
        ),
        (
            "indicators",
            "indicator,name_en,unit,rollup,school,period,value,target\nlessons,Lessons held,lessons,sum,S-1,2025-09,30,40\n"
                + "lessons,,,,S-2,2025-09,10,40\n"
        ),
    ]

    static func filled() async throws -> Region {
        let region = try Region()
        try Data(schools.utf8).write(to: region.folder.appending(path: "schools.csv"))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        for (table, text) in tables {
            let path = region.path("\(table).csv")
            try Data(text.utf8).write(to: URL(filePath: path))
            let dry = try await region.parta("import", table, path, "--dry-run")
            try #require(dry.exit == 0 && dry.errors.contains("would be "), "\(table): \(dry.errors)")
            let done = try await region.parta("import", table, path)
            try #require(done.exit == 0 && !done.errors.contains(" 0 added"), "\(table): \(done.errors)")
            let again = try await region.parta("import", table, path)
            try #require(again.errors.hasPrefix("0 added, 0 changed"), "\(table): \(again.errors)")
        }
        return region
    }

    private struct Row: Decodable {
        var programme: String?
        var funder: String?
        var category: String?
        var delivered: Int?
        var use: String?
        var deviceDays: Int?
        var childrenPerDevice: Double?
        var stage: String?
        var reached: Int?
        var cost: Double?
        var value: Double?
        var target: Double?
        var area: String?
        var room: String?
        var missingLow: Int?
        var missingHigh: Int?
        var costHigh: Double?
        var ready: Bool?
        var missing: [String]?
        var indicator: String?
        var schoolsUnknown: Int?
    }

    private func rows(_ region: Region, _ arguments: String...) async throws -> [Row] {
        let answer = try await Program.parta.run(arguments + ["--format", "json"], environment: region.environment)
        try #require(answer.exit == 0, "\(answer.errors)")
        return try answer.json(keys: .convertFromSnakeCase)
    }

    @Test("what was imported is answered, as tables and JSON, and imports are noted")
    func answers() async throws {
        let region = try await Self.filled()
        let programmes = try await rows(region, "programmes")
        #expect(programmes.map(\.category) == ["camera", "tablet"] && programmes.map(\.delivered) == [1, 31])
        #expect(
            programmes.map(\.use) == ["not_measured", "not_measured"] && programmes.map(\.deviceDays) == [nil, nil])
        #expect(programmes.last?.childrenPerDevice == 2)
        let table = try await region.parta("programmes", "--group-by", "school", "--area", "Alga")
        #expect(table.output.contains("not measured") && table.output.contains("S-2"), "\(table.output)")
        let stages = try await rows(region, "programmes", "--stages", "--group-by", "funder")
        #expect(stages.map(\.stage) == ["planned", "funded", "contracted", "equipped", "accepted"])
        #expect(stages.map(\.reached) == [2, 1, 1, 1, 1] && stages[0].cost == 250_000_000)
        let indicators = try await rows(region, "indicators", "--group-by", "district", "--period", "2025-09")
        #expect(indicators.map(\.value) == [40] && indicators.map(\.target) == [80])
        #expect(indicators.map(\.area) == ["Kazakhstan/Aktobe/Alga"])
        let standard = try await rows(region, "indicators", "--standard", "--area", "Aktobe")
        let learners = try #require(standard.first { $0.indicator == "learners_per_pedagogical_computer" })
        #expect(learners.value == nil && learners.schoolsUnknown == 2)
        let audit = try await region.parta("audit")
        for (word, _) in Self.tables { #expect(audit.output.contains("\(word)_imported"), "\(audit.output)") }
        let csv = try await region.parta("programmes", "--format", "csv")
        #expect(csv.output.hasPrefix("programme,programme_name,funder,area,school,school_name,category,"))
    }

    @Test("gaps are held against a norm file, and readiness against both ends")
    func gaps() async throws {
        let region = try await Self.filled()
        let norm = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../norms/kz-small-schools.yaml").path
        let gaps = try await rows(region, "gaps", "--norm", norm, "--area", "Aktobe", "--group-by", "district")
        let panel = try #require(gaps.first { $0.category == "interactive_panel" && $0.room == "universal" })
        #expect(panel.room == "universal" && panel.missingLow == 1 && panel.missingHigh == 1)
        #expect(panel.costHigh == 1_450_000 && panel.area == "Kazakhstan/Aktobe/Alga")
        let said = try await region.parta("gaps", "--norm", norm)
        #expect(said.errors.contains("an example and nobody's rule"))
        #expect(said.errors.contains("exactly 80 pupils is not stated by the source: universal_room is taken"))
        let online = try await rows(region, "gaps", "--readiness", "online")
        #expect(online.map(\.ready) == [nil])
        #expect(
            online.first?.missing == [
                "school.line_unknown", "school.computer_silent", "support.line_unknown", "support.computer_silent",
            ])
        let textbook = try await rows(region, "gaps", "--readiness", "textbook", "--ram-below", "4096")
        #expect(textbook.map(\.missing) == [["computers.none"], ["computers.none"]])
        let unnamed = try await region.parta("gaps")
        #expect(unnamed.exit == 64 && unnamed.errors.contains("no norm of equipment is kept"), "\(unnamed.errors)")
        #expect(try await region.parta("import", "norms", norm).exit == 0)
        let kept = try await rows(region, "gaps", "--area", "Aktobe", "--group-by", "district")
        #expect(kept.map(\.missingHigh) == gaps.map(\.missingHigh))
        let other = region.folder.appending(path: "other.yaml")
        let text = try String(contentsOf: URL(filePath: norm), encoding: .utf8)
        try Data(text.replacing("id: kz-small-schools", with: "id: other").utf8).write(to: other)
        #expect(try await region.parta("import", "norms", other.path(percentEncoded: false)).exit == 0)
        let several = try await region.parta("gaps")
        #expect(several.exit == 64 && several.errors.contains("kz-small-schools, other"), "\(several.errors)")
        try Data("{}".utf8).write(to: region.folder.appending(path: "bad.json"))
        let bad = try await region.parta("gaps", "--norm", region.path("bad.json"))
        #expect(bad.exit == 65 && bad.errors.contains("line 1, column 1: \"id\" is missing"), "\(bad.errors)")
    }

    @Test("the page to sign is in the language asked for, and names stay text", arguments: ["kk", "ru", "en"])
    func handover(_ language: String) async throws {
        let region = try await Self.filled()
        let page = try await region.parta("handover", "--school", "S-2", "--lang", language)
        #expect(page.exit == 0, "\(page.errors)")
        let words = ["kk": "Жабдықты қабылдау", "ru": "Лист приёма", "en": "Handover of equipment"]
        #expect(page.output.contains(words[language] ?? "?") && page.output.contains("<html lang=\"\(language)\">"))
        #expect(!page.output.contains("http:") && !page.output.contains("https:") && !page.output.contains("<script"))
        let names = ["kk": "Шағын мектеп", "ru": "Малая школа", "en": "&lt;Small&gt; &amp; &quot;far&quot;"]
        #expect(page.output.contains(names[language] ?? "?"))
        let text = try await region.parta("handover", "--school", "S-2", "--lang", language, "--format", "text")
        #expect(text.output.contains("31") && !text.output.contains("<html"))
        let none = try await region.parta("handover", "--school", "NONE")
        #expect(none.exit == 65 && none.errors.contains("no school"))
    }

    @Test(
        "what an import cannot take changes nothing and is named",
        arguments: [
            ("deliveries", "programme,school,day,category,count\nTAB,NONE,2025-09-01,tablet,1\n", "no school \"NONE\""),
            (
                "deliveries", "programme,school,day,category,count\nNONE,S-1,2025-09-01,tablet,1\n",
                "no programme \"NONE\""
            ),
            ("indicators", "indicator,school,period,value\nnew,S-1,2025,1\n", "no indicator \"new\""),
            ("milestones", "programme,school,stage,day\nTAB,S-1,half,2025-01-01\n", "line 2, column 3 (stage)"),
            ("programmes", "id,name\nX,One\nX,Two\n", "stands twice, first on line 2"),
        ])
    func refused(_ table: String, _ text: String, _ words: String) async throws {
        let region = try await Self.filled()
        let path = region.path("bad.csv")
        try Data(text.utf8).write(to: URL(filePath: path))
        let before = try await region.parta("programmes", "--format", "json").output
        let result = try await region.parta("import", table, path)
        #expect(result.exit == 65 && result.errors.contains(words), "\(result.errors)")
        #expect(try await region.parta("programmes", "--format", "json").output == before)
    }
}
