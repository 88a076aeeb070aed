import Foundation
import Testing

/// Plans of purchases from draft to delivery, over the district of `EquipPlanTests`.
@Suite("Saved plans of purchases by command", .timeLimit(.minutes(3)))
struct PurchasePlansTests {
    private func region() async throws -> Region {
        let region = try await EquipPlanTests.filled()
        let made = try await region.parta(
            "plan", "equip", "--norm", "two-rooms", "--budget", "700", "--present", "registered", "--save", "spring")
        try #require(made.exit == 0 && made.errors.contains("kept as plan 1, a draft"), "\(made.errors)")
        return region
    }

    private func rows(_ result: Program.Result) throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]], "\(result.errors)")
    }

    @Test("a plan is kept with its hash, norm and settings, listed and shown")
    func kept() async throws {
        let region = try await region()
        let again = try await region.parta("plan", "equip", "--norm", "two-rooms", "--save", "spring")
        #expect(again.exit == 65 && again.errors.contains("is called \"spring\" already"), "\(again.errors)")
        let plan = try #require(try rows(try await region.parta("plans", "--format", "json")).first)
        #expect(plan["kind"] as? String == "equip" && plan["norm"] as? String == "two-rooms@1")
        #expect(plan["budget"] as? Double == 700 && plan["spent"] as? Double == 700)
        #expect(plan["weight"] as? Double == 110 && plan["upper_bound"] as? Double == 110)
        #expect(plan["currency"] as? String == "KZT" && plan["settings_version"] as? Int == 0)
        let shown = try await region.parta("plans", "show", "1", "--lang", "kk")
        #expect(shown.output.contains("Сатып алулар") && shown.output.contains("Мектеп"), "\(shown.output)")
        let csv = try await region.parta("plans", "show", "1", "--format", "csv")
        // Tablets for S-1 by its digital room, for S-2 by its universal one: one thing at one price, one lot.
        let lines = csv.output.split(whereSeparator: \.isNewline)
        #expect(lines.count == 3, "\(csv.output)")
        #expect(lines[1].hasPrefix("1,1,K/R/D,S-1,tablet,,3,100.0,300.0,15.0,,0,planned"), "\(csv.output)")
        #expect(lines[2].hasPrefix("2,1,K/R/D,S-2,tablet,,4,100.0,400.0,0.0,,0,planned"), "\(csv.output)")
    }

    @Test("one question has one hash, and what two plans buy differently is told")
    func compared() async throws {
        let region = try await region()
        for (name, budget) in [("again", "700"), ("more", "1300")] {
            let made = try await region.parta(
                "plan", "equip", "--norm", "two-rooms", "--budget", budget, "--present", "registered", "--save", name)
            #expect(made.exit == 0, "\(made.errors)")
        }
        let hashes = try rows(try await region.parta("plans", "--format", "json")).map { $0["input_hash"] as? String }
        #expect(hashes[2] == hashes[1] && hashes[0] != hashes[1])
        let compared = try await region.parta("plans", "compare", "1", "3", "--format", "csv")
        #expect(compared.output.contains("S-1,robotics_kit,0,2"), "\(compared.output)")
        #expect(!compared.output.contains("S-2"))
    }

    @Test("approved lots are what a programme expects, and nothing is accepted that nobody sees")
    func delivered() async throws {
        let region = try await region()
        let nobody = try await region.parta("plans", "approve", "1", "--programme", "TAB")
        #expect(nobody.exit == 65 && nobody.errors.contains("TAB"), "\(nobody.errors)")
        try Data("id,name_en,funder\nTAB,Tablets,Fund\n".utf8).write(
            to: URL(filePath: region.path("programmes.csv")))
        try #require(try await region.parta("import", "programmes", region.path("programmes.csv")).exit == 0)
        let approved = try await region.parta("plans", "approve", "1", "--programme", "TAB")
        #expect(approved.exit == 0 && approved.errors.contains("TAB expects its purchases"), "\(approved.errors)")
        let expected = try rows(try await region.parta("programmes", "--expected", "--format", "json"))
        #expect(expected.map { $0["school"] as? String } == ["S-1", "S-2"])
        #expect(
            expected.map { $0["expected"] as? Int } == [3, 4] && expected.map { $0["delivered"] as? Int } == [0, 0])
        let contracted = try await region.parta(
            "plans", "progress", "1", "--stage", "contracted", "--lot", "1", "--document", "No. 5", "--format", "json")
        #expect(contracted.errors.contains("2 parts are contracted now"), "\(contracted.errors)")
        #expect(try rows(contracted).map { $0["pieces"] as? Int } == [0, 0, 7, 0, 0])
        #expect(try await region.parta("plans", "progress", "1", "--stage", "built", "--site", "S-1").exit == 0)
        let refused = try await region.parta("plans", "progress", "1", "--stage", "accepted", "--site", "S-1")
        #expect(refused.exit == 65, "\(refused.errors)")
        #expect(
            refused.errors.contains(
                "nothing was accepted: tablet for S-1: its computers see 0 of 3, 0 of which were there before"),
            "\(refused.errors)")
        let audit = try await region.parta("audit")
        for word in ["plan_saved", "plan_approved", "plan_advanced", "for TAB"] {
            #expect(audit.output.contains(word), "\(audit.output)")
        }
    }

    @Test("lines are held against a norm's line clause, from its file or as it is kept")
    func lineNorm() async throws {
        let region = try await EquipPlanTests.filled()
        let norms = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../norms")
        let file = norms.appending(path: "kz-line.yaml").path(percentEncoded: false)
        try #require(try await region.parta("import", "norms", file).exit == 0)
        let lines = "school_id,line,medium\nS-1,1,fiber\nS-4,1,fiber\n"
        try Data(lines.utf8).write(to: URL(filePath: region.path("lines.csv")))
        try #require(try await region.parta("import", "lines", region.path("lines.csv")).exit == 0)
        for norm in [file, "kz-line", "kz-line@1"] {
            let rows = try rows(try await region.parta("lines", "--norm", norm, "--format", "json"))
            // S-4 has 500 pupils: 20 Mbps, and 1 for each 20 beyond 400.
            #expect(rows.map { $0["norm_mbps"] as? Double } == [20, 25], "\(norm)")
        }
        for (norm, words) in [("two-rooms", "no line clause"), ("nothing", "kept are kz-line@1, two-rooms@1")] {
            let refused = try await region.parta("lines", "--norm", norm)
            #expect(refused.exit == 65 && refused.errors.contains(words), "\(refused.errors)")
        }
        let elsewhere = try await Program.parta.run(
            ["lines", "--norm", "kz-line", "--server", "https://127.0.0.1:1"],
            environment: region.environment.merging(["PARTA_TOKEN": "parta_x"]) { $1 })
        #expect(elsewhere.exit == 64 && elsewhere.errors.contains("nor a file"), "\(elsewhere.errors)")
    }

    @Test("the rates of online lessons are those of a support link")
    func supportLink() async throws {
        let region = try await EquipPlanTests.filled()
        let norms = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../norms")
        let link = norms.appending(path: "kz-support-link.yaml").path(percentEncoded: false)
        let answer = try await region.parta("gaps", "--readiness", "online", "--norm", link, "--format", "json")
        let count = try rows(answer).count
        #expect(answer.exit == 0 && count > 0, "\(answer.errors)")
        let refused = try await region.parta("gaps", "--readiness", "online", "--norm", "two-rooms")
        #expect(refused.exit == 65 && refused.errors.contains("support link"), "\(refused.errors)")
        #expect(try await region.parta("gaps", "--readiness", "textbook", "--norm", link).exit == 64)
    }
}
