import Foundation
import Testing

@Suite("Assets, stocktakes and computers by command", .timeLimit(.minutes(2)))
struct AssetCommandTests {
    private func region() async throws -> Region {
        let region = try Region()
        try write(
            "id,name_en,country,region,district\nT-1,One,Kazakhstan,Aktobe,Alga\nT-2,Two,Kazakhstan,Aktobe,Alga\n",
            region)
        let imported = try await region.parta("import", "schools", region.path("file"))
        try #require(imported.exit == 0, "\(imported.errors)")
        return region
    }

    private func write(_ text: String, _ region: Region, _ name: String = "file") throws {
        try Data(text.utf8).write(to: URL(filePath: region.path(name)))
    }

    private func rows(_ result: Program.Result) throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]], "\(result.errors)")
    }

    @Test("assets are imported, listed, counted and traced")
    func assets() async throws {
        let region = try await region()
        try write(
            """
            school,inventory_number,category,room,funders,state,state_since,serial,purchased_on
            T-1,1,tablet,5,Budget:60;Fund:40,,,SN-1,2024-09-01
            T-1,2,tablet,5,,lost,2025-03-01,,2024-09-01
            T-1,3,computer,6,,,,,2012-09-01

            """, region)
        let dry = try await region.parta("import", "assets", region.path("file"), "--dry-run")
        #expect(dry.exit == 0 && dry.errors.contains("would be 3 added, 0 changed, 0 unchanged"), "\(dry.errors)")
        #expect(try rows(try await region.parta("assets", "--format", "json")).isEmpty)
        let real = try await region.parta("import", "assets", region.path("file"))
        #expect(real.exit == 0 && real.errors.contains("3 added"), "\(real.errors)")
        #expect(try await region.parta("import", "assets", region.path("file")).errors.contains("3 unchanged"))
        let lost = try rows(try await region.parta("assets", "--state", "lost", "--format", "json"))
        #expect(lost.map { $0["inventory_number"] as? String } == ["2"])
        let table = try await region.parta("assets", "--funder", "Fund")
        #expect(table.output.contains("Budget:60; Fund:40") && !table.output.contains("SN-1"), "\(table.output)")
        let count = try rows(
            try await region.parta("devices", "--count", "--category", "tablet", "--format", "json"))
        #expect(count.map { $0["low"] as? Int } == [0] && count.map { $0["high"] as? Int } == [1])
        let why = try await region.parta("devices", "--why", "--school", "T-1", "--category", "tablet")
        #expect(why.output.contains("on_books_only") && why.output.contains("gone"), "\(why.output)")
        let audit = try await region.parta("audit")
        #expect(audit.output.contains("assets_imported") && audit.output.contains("3 added, 0 changed"))
    }

    @Test("a stocktake shows how the books differ")
    func stocktake() async throws {
        let region = try await region()
        try write("school,inventory_number,category\nT-1,1,tablet\nT-1,2,tablet\nT-2,3,tablet\n", region)
        try #require(try await region.parta("import", "assets", region.path("file")).exit == 0)
        try write("inventory_number\n1\n3\n4\n", region)
        // The books begin today: what is counted later is held against them.
        let result = try await region.parta(
            "import", "stocktake", region.path("file"), "--school", "T-1", "--day", "2999-01-01", "--format", "json")
        #expect(result.exit == 0, "\(result.errors)")
        let kinds = try rows(result).map { "\($0["kind"] ?? "") \($0["inventory_number"] ?? "")" }
        #expect(kinds == ["elsewhere 3", "unexpected 4", "missing 2"])
        #expect(result.errors.contains("1 found as booked") && result.errors.contains("1 added"))
    }

    @Test("computers without an agent are listed, found by weakness, and enter coverage")
    func computers() async throws {
        let region = try await region()
        try write("school,label,memory_mib,purchased_on\nT-1,W-1,2048,2012-01-01\nT-1,W-2,8192,\n", region)
        let imported = try await region.parta("import", "computers", region.path("file"))
        #expect(imported.exit == 0 && imported.errors.contains("2 added"), "\(imported.errors)")
        try write(
            #"{"itemtype":"Computer","tag":"T-2","content":{"bios":{"ssn":"640HP72"},"hardware":{"memory":4000}}}"#,
            region, "file.json")
        #expect(try await region.parta("import", "computers", region.path("file.json")).errors.contains("1 added"))
        let weak = try rows(try await region.parta("computers", "--ram-below", "4096", "--format", "json"))
        #expect(weak.map { $0["source"] as? String } == ["csv", "glpi"])
        #expect(weak.allSatisfy { $0["agent"] is NSNull })
        let old = try rows(try await region.parta("computers", "--older-than", "10", "--format", "json"))
        #expect(old.map { $0["label"] as? String } == ["W-1"])
        let coverage = try await region.parta("coverage", "--by", "district", "--refresh", "--format", "json")
        let row = try #require(try rows(coverage).first)
        #expect(row["computers"] as? Int == 3 && row["share"] as? Double == 0 && row["schools"] as? Int == 2)
        let table = try await region.parta("coverage")
        #expect(table.output.contains("2 PCs without an agent"), "\(table.output)")
    }

    @Test(
        "what is wrong is said, and nothing is kept",
        arguments: [
            (["assets"], "school,inventory_number,category\nX-9,1,tablet\n", "there is no school \"X-9\"", 65),
            (["assets"], "school,inventory_number,category\nT-1,1,tablet\nT-1,1,tablet\n", "stands twice", 65),
            (["assets"], "school,inventory_number,category\nT-1,1,toaster\n", "line 2, column 3 (category)", 65),
            (["computers"], "school,label\nT-1,A\nT-1,A\n", "stands twice", 65),
            (["stocktake", "--day", "tomorrow"], "", "--day", 64),
        ] as [([String], String, String, Int32)])
    func refused(_ arguments: [String], _ text: String, _ word: String, _ exit: Int32) async throws {
        let region = try await region()
        try write(text, region)
        let result = try await Program.parta.run(
            ["import", arguments[0], region.path("file")] + arguments.dropFirst(), environment: region.environment)
        #expect(result.exit == exit && result.errors.contains(word), "\(result.errors)")
        #expect(try rows(try await region.parta("assets", "--format", "json")).isEmpty)
    }

    @Test(
        "wrong options name themselves",
        arguments: [["--why"], ["--by-room"], ["--why", "--count"], ["--category", "computer"]])
    func usage(_ options: [String]) async throws {
        let result = try await Program.parta.run(["devices"] + options)
        #expect(result.exit == 64, "\(result.errors)")
    }
}
