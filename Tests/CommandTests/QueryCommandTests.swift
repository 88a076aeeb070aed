import Foundation
import Testing

/// What all questions have in common, with the real program.
@Suite("Questions on the command line", .timeLimit(.minutes(2)))
struct QueryCommandTests {
    /// Twelve schools of two districts, the last with the most pupils.
    private func region() async throws -> Region {
        let region = try Region()
        let lines = (1...12).map { number in
            let district = number <= 6 ? "Alga" : "Temir"
            return "S-\(number),№\(number) орта мектеп,Средняя школа №\(number),Kazakhstan,Aktobe,\(district),"
                + "\(number * 10),4\(number % 10).123456,57.5"
        }
        let header = "id,name_kk,name_ru,country,region,district,pupils,latitude,longitude"
        try Data(([header] + lines).joined(separator: "\n").utf8)
            .write(to: region.folder.appending(path: "schools.csv"))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        return region
    }

    @Test("schools are found by name, sorted, cut and shown by column")
    func shaped() async throws {
        let region = try await region()
        for (arguments, expected) in [
            (["--name", "мектеп 12", "--columns", "id", "--format", "csv"], "id\r\nS-12\r\n"),
            (["--name", "Shkola N1", "--columns", "id", "--format", "csv"], "id\r\nS-1\r\n"),
            (
                ["--sort", "pupils:desc", "--limit", "2", "--columns", "id,pupils", "--format", "csv"],
                "id,pupils\r\nS-12,120\r\nS-11,110\r\n"
            ),
            (["--sort", "id", "--limit", "2", "--columns", "id"], "School\nS-1\nS-2\n"),
            (
                ["--group-by", "district", "--columns", "area,rows,pupils", "--lang", "ru"],
                """
                Территория               Строки  Ученики
                Kazakhstan/Aktobe/Alga        6      210
                Kazakhstan/Aktobe/Temir       6      570

                """
            ),
        ] as [([String], String)] {
            let answer = try await Program.parta.run(["schools"] + arguments, environment: region.environment)
            #expect(answer.output == expected && answer.exit == 0, "\(arguments): \(answer.errors)")
        }
        let map = try await region.parta("schools", "--format", "geojson", "--limit", "3")
        let collection = try #require(
            try JSONSerialization.jsonObject(with: Data(map.output.utf8)) as? [String: Any])
        #expect((collection["features"] as? [Any])?.count == 3)
    }

    @Test(
        "what cannot be asked is said in a sentence",
        arguments: [
            (["schools", "--columns", "pupil"], "did you mean pupils?"), (["schools", "--sort", ","], "--sort"),
            (["schools", "--sort", "pupils:up"], "pupils:desc"),
            (["devices", "--format", "geojson"], "schools and lines"),
            (["schools", "--group-by", "category"], "area, district, school"), (["schools", "--name", "№"], "--name"),
            (["schools", "--server", "http://parta.example"], "https"), (["schools", "--pin", "x"], "--server"),
            (["schools", "--server", "https://a", "--database", "sqlite:x"], "not both"),
            (["schools", "--server", "https://a"], "PARTA_TOKEN"), (["audit", "--format", "geojson"], "geojson"),
        ] as [([String], String)])
    func refused(_ arguments: [String], _ words: String) async throws {
        let region = try await region()
        let answer = try await Program.parta.run(arguments, environment: region.environment)
        #expect(answer.exit == 64 && answer.output.isEmpty, "\(answer.output)")
        #expect(answer.errors.contains(words), "\(answer.errors)")
    }

    @Test("a server answers the same as the database, by a token from a file, standard input or the environment")
    func remote() async throws {
        let region = try await region()
        let norm = EquipPlanTests.norm.replacing("types: [small]", with: "types: [ordinary]")
        try Data(norm.utf8).write(to: region.folder.appending(path: "norm.yaml"))
        let plan = try await region.parta("plan", "equip", "--norm", region.path("norm.yaml"), "--save", "all")
        try #require(plan.exit == 0, "\(plan.errors)")
        try await region.start()
        let made = try await region.parta("token", "new", "--name", "n", "--role", "admin", "--area", "Kazakhstan")
        try #require(made.exit == 0, "\(made.errors)")
        let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try Data((token + "\n").utf8).write(to: region.folder.appending(path: "token"))
        let elsewhere = ["PARTA_DATABASE": "sqlite:/nowhere/at/all"]
        for question in [
            ["schools"], ["schools", "--name", "мектеп", "--sort", "pupils:desc", "--limit", "3", "--format", "json"],
            ["schools", "--group-by", "district"], ["lines"], ["agents", "--format", "csv"], ["enrollment", "list"],
            ["schools", "--format", "geojson", "--lang", "kk"], ["plans"], ["plans", "show", "1", "--format", "json"],
            ["plans", "show", "1", "--lang", "ru"], ["programmes", "--expected"],
        ] {
            let here = try await Program.parta.run(question, environment: region.environment)
            try #require(here.exit == 0, "\(here.errors)")
            let asked = question + ["--server", region.reportsURL]
            let byFile = try await Program.parta.run(
                asked + ["--token", region.path("token")], environment: elsewhere)
            #expect(byFile.output == here.output && byFile.exit == 0, "\(question): \(byFile.errors)")
            let bySetting = try await Program.parta.run(
                asked, environment: elsewhere.merging(["PARTA_TOKEN": token]) { $1 })
            #expect(bySetting.output == here.output, "\(question): \(bySetting.errors)")
        }
        let wrong = try await Program.parta.run(
            ["schools", "--server", region.reportsURL],
            environment: ["PARTA_TOKEN": "parta_" + String(repeating: "A", count: 43)])
        #expect(wrong.exit == 77 && wrong.errors.contains("not known here"), "\(wrong.errors)")
        #expect(!wrong.errors.contains("AAAA"))
        let nobody = try await Program.parta.run(
            ["schools", "--server", "http://127.0.0.1:1", "--token", region.path("token")])
        #expect(nobody.exit == 69 && nobody.errors.contains("cannot be reached"), "\(nobody.errors)")
        let noToken = try await Program.parta.run(
            ["schools", "--server", region.reportsURL, "--token", region.path("schools.csv")])
        #expect(noToken.exit == 65 && noToken.errors.contains("no token"), "\(noToken.errors)")
    }

    @Test("what is longer than the terminal goes through the pager, and nothing else does")
    func paged() async throws {
        let region = try await region()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "terminal.py")
            .path(percentEncoded: false)
        func drawn(_ rows: Int, _ arguments: [String], pager: String) async throws -> String {
            let answer = try await Program.parta.run(
                ["schools", "--columns", "id"] + arguments,
                environment: region.environment.merging(["PAGER": pager, "TERM": "dumb"]) { $1 },
                through: ["python3", script, "\(rows)", "80"])
            #expect(answer.exit == 0, "\(answer.output) \(answer.errors)")
            return answer.output
        }
        #expect(try await drawn(10, [], pager: "sed 's/^/paged /'").hasPrefix("paged School\npaged S-1\n"))
        #expect(try await drawn(10, ["--no-pager"], pager: "sed 's/^/paged /'").hasPrefix("School\nS-1\n"))
        #expect(try await drawn(30, [], pager: "sed 's/^/paged /'").hasPrefix("School\nS-1\n"))
        #expect(try await drawn(10, [], pager: "no-such-pager").contains("School\nS-1\n"))
        // Who leaves before the end is not told of it.
        #expect(try await drawn(10, [], pager: "head -n 1") == "School\n")
    }
}
