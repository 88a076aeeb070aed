import Foundation
import Testing

/// Schools, rooms, lines and computers over time, as a planner keeps them with the real program.
@Suite("The registry by commands", .timeLimit(.minutes(2)))
struct RegistryCommandTests {
    private struct School: Decodable {
        var id: String
        var name: String
        var pupils: Int?
        var type: String
    }

    private struct Entry: Decodable {
        var action: String
        var object: String
        var detail: String?
    }

    /// Three schools, so since 2020.
    private func region() async throws -> Region {
        let region = try Region()
        try write(
            """
            id,name_en,country,region,district,type,supported_by,pupils,rural
            T-1,Support school,Kazakhstan,Aktobe,Alga,support,,400,no
            T-2,Small school,Kazakhstan,Aktobe,Alga,small,T-1,40,yes
            T-3,Far school,Kazakhstan,Aktobe,Temir,ordinary,,90,
            """, to: "schools.csv", region)
        let imported = try await region.parta(
            "import", "schools", region.path("schools.csv"), "--valid-from", "2020-01-01")
        try #require(imported.exit == 0 && imported.errors.contains("3 added"), "\(imported.errors)")
        return region
    }

    private func write(_ text: String, to name: String, _ region: Region) throws {
        try Data((text + "\n").utf8).write(to: region.folder.appending(path: name))
    }

    private func schools(_ region: Region, _ options: String...) async throws -> [School] {
        let result = try await Program.parta.run(
            ["schools", "--format", "json"] + options, environment: region.environment)
        try #require(result.exit == 0, "\(result.errors)")
        return try result.json()
    }

    private func done(_ region: Region, _ arguments: [String], saying words: String...) async throws {
        let result = try await Program.parta.run(arguments, environment: region.environment)
        #expect(result.exit == 0, "\(result.errors)")
        for word in words { #expect(result.errors.contains(word), "no \"\(word)\" in: \(result.errors)") }
    }

    @Test("schools are renamed, merged, split and closed, and earlier days are as they were")
    func changes() async throws {
        let region = try await region()
        try await done(
            region, ["schools", "rename", "--school", "T-3", "--name-en", "Abai school", "--on", "2021-09-01"],
            saying: "renamed from 2021-09-01 on: T-3")
        let merge = ["schools", "merge", "T-1", "T-2", "--into", "T-1", "--on", "2022-09-01", "--note", "order 12"]
        try await done(region, merge + ["--dry-run"], saying: "would be closed from 2022-09-01 on: T-2")
        try await done(region, merge, saying: "closed from 2022-09-01 on: T-2")
        try await done(
            region,
            [
                "schools", "split", "--school", "T-1", "--into", "T-1", "--into", "T-9=Жаңа мектеп", "--on",
                "2023-09-01",
            ],
            saying: "added from 2023-09-01 on: T-9")
        try await done(region, ["schools", "close", "--school", "T-3", "--on", "2024-06-01"], saying: "closed from")
        for (day, expected) in [
            ("2019-12-31", [:]),
            ("2020-01-01", ["T-1": "Support school", "T-2": "Small school", "T-3": "Far school"]),
            ("2021-08-31", ["T-1": "Support school", "T-2": "Small school", "T-3": "Far school"]),
            ("2021-09-01", ["T-1": "Support school", "T-2": "Small school", "T-3": "Abai school"]),
            ("2022-09-01T00:00:00Z", ["T-1": "Support school", "T-3": "Abai school"]),
            ("2023-09-01", ["T-1": "Support school", "T-3": "Abai school", "T-9": "Жаңа мектеп"]),
            ("2024-06-01", ["T-1": "Support school", "T-9": "Жаңа мектеп"]),
        ] as [(String, [String: String])] {
            let rows = try await schools(region, "--as-of", day)
            #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0.name) }) == expected, "\(day)")
        }
        #expect(try await schools(region).map(\.id) == ["T-1", "T-9"])
        #expect(try await schools(region, "--as-of", "2020-06-01", "--type", "small").map(\.id) == ["T-2"])
        #expect(try await schools(region, "--as-of", "2020-06-01", "--rural", "no").map(\.id) == ["T-1"])
        let history = try await region.parta("schools", "history", "--format", "csv")
        #expect(
            history.output.split(separator: "\r\n").map(String.init) == [
                "since,school,kind,successor,note", "2021-09-01,T-3,renamed,,", "2022-09-01,T-2,merged,T-1,order 12",
                "2023-09-01,T-1,split,T-9,", "2024-06-01,T-3,closed,,",
            ])
        let entries: [Entry] = try await region.parta("audit", "--format", "json").json()
        #expect(
            entries.map(\.action) == [
                "school_closed", "school_split", "schools_merged", "school_renamed", "schools_imported",
            ])
        #expect(entries[2].object == "schools T-1, T-2")
        #expect(entries[2].detail == "into T-1; from 2022-09-01; order 12")
        let table = try await region.parta("schools")
        #expect(try await region.parta("schools", "list").output == table.output)
    }

    @Test("a computer is set right and moved, and stays where it stood before")
    func computers() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let once = try await region.agent("once", "one", "--duration", "1")
        try #require(once.exit == 0, "\(once.errors)")
        try write("id,name_en,country\nT-2,Other,Kazakhstan", to: "other.csv", region)
        try await done(region, ["import", "schools", region.path("other.csv")], saying: "1 added")
        let listed = try await region.parta("agents", "--format", "json")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
        let agent = try #require(rows.first?["agent"] as? String)
        let before = try #require(rows.first?["enrolled_at"] as? String)

        try await done(
            region, ["computers", "set", agent, "--room", "12", "--label", "PC-3"],
            saying: "stands at school T-1, room 12, label PC-3")
        try write("school_id,name,kind,seats\nT-1,12,computer_lab,20\nT-2,4,,", to: "rooms.csv", region)
        try await done(region, ["import", "rooms", region.path("rooms.csv")], saying: "2 added")
        let rooms = try await region.parta("rooms", "--format", "csv")
        #expect(
            rooms.output.hasPrefix(
                "school,school_name,room,kind,seats,computers,live,devices\r\nT-1,Test school,12,computer_lab,20,1,1,"))
        try await done(
            region, ["computers", "move", agent, "--school", "T-2", "--room", "4"],
            saying: "stands at school T-2, room 4, label PC-3")
        let now = try await region.parta("computers", "--school", "T-2", "--format", "csv")
        #expect(now.output.contains(agent))
        let then = try await region.parta("computers", "--school", "T-1", "--format", "csv", "--as-of", before)
        #expect(then.output.contains(agent), "\(then.errors)")
        let again = try await region.parta("computers", "move", agent, "--school", "T-9")
        #expect(again.exit == 65 && again.errors.contains("T-9"), "\(again.errors)")
        let entries: [Entry] = try await region.parta("audit", "--format", "json").json()
        #expect(entries.prefix(3).map(\.action) == ["computer_moved", "rooms_imported", "computer_set"])
        #expect(entries[0].detail == "school T-2, room 4")
    }

    @Test("lists are taken in twice and change once; a dry run changes nothing")
    func imports() async throws {
        let region = try await region()
        let lists = [
            ("areas", "path,code,name_kk\nKazakhstan/Aktobe/Alga,1532,Алға ауданы", "areas_imported"),
            ("enrolment", "school_id,school_year,pupils,teachers\nT-1,2026/27,451,40", "pupils_imported"),
            ("rooms", "school_id,name,kind,seats\nT-1,101,computer_lab,24", "rooms_imported"),
            (
                "lines", "school_id,line,provider,medium,contracted_download_mbps\nT-1,1,Telecom,leo_satellite,100",
                "lines_imported"
            ),
        ]
        for (noun, text, _) in lists {
            try write(text, to: "\(noun).csv", region)
            let take = ["import", noun, region.path("\(noun).csv")]
            try await done(region, take + ["--dry-run"], saying: "would be 1 added, 0 changed, 0 unchanged")
            try await done(region, take, saying: "1 added, 0 changed, 0 unchanged")
            try await done(region, take, saying: "0 added, 0 changed, 1 unchanged")
        }
        let entries: [Entry] = try await region.parta("audit", "--format", "json").json()
        #expect(entries.map(\.action) == lists.reversed().map(\.2) + ["schools_imported"])
        #expect(try await schools(region, "--area", "алға ауданы").map(\.id) == ["T-1", "T-2"])
        #expect(try await schools(region, "--school", "T-1").first?.pupils == 451)
        #expect(try await schools(region, "--school", "T-1", "--as-of", "2021-01-01").first?.pupils == 400)
        // A file without the column leaves the pupils as they are.
        try write(
            "id,name_en,country,region,district\nT-1,Support school,Kazakhstan,Aktobe,Alga", to: "few.csv", region)
        try await done(region, ["import", "schools", region.path("few.csv")], saying: "1 unchanged")
    }

    @Test(
        "what is wrong is one sentence, and changes nothing",
        arguments: [
            (["schools", "--as-of", "2999-01-01"], 64, "--as-of"), (["schools", "--as-of", "soon"], 64, "--as-of"),
            (["schools", "--type", "big"], 64, "support"), (["schools", "--rural", "maybe"], 64, "--rural"),
            (["schools", "rename", "--school", "T-1"], 64, "--name-kk"),
            (["schools", "rename", "--school", "X-9", "--name-en", "X"], 65, "X-9"),
            (["schools", "close", "--school", "T-1", "--on", "2999-01-01"], 64, "--on"),
            (["schools", "close", "--school", "T-1", "--on", "2019-01-01"], 65, "2020-01-01"),
            (["schools", "close"], 64, "--school"), (["schools", "merge", "T-1"], 64, "--into"),
            (["schools", "merge", "T-1", "--into", "T-1"], 65, "one at least besides"),
            (["schools", "merge", "T-1", "--into", "N-1"], 65, "N-1"),
            (["schools", "merge", "T-1", "--into", "=x"], 64, "--into"),
            (["schools", "split", "--school", "T-1", "--into", "T-2=Taken"], 65, "there is a school"),
            (["computers", "set", "x", "--room", "1"], 64, "agent id"), (["computers", "set", "x"], 64, "--room"),
            (["computers", "move", String(repeating: "a", count: 32), "--room", "1"], 65, "agent"),
            (["import", "rooms", "none.csv"], 65, "none.csv"),
            (["import", "enrolment", "x", "--year", "26"], 64, "--year"),
            (["import", "lines", "x", "--valid-from", "2999-01-01"], 64, "--valid-from"),
        ] as [([String], Int32, String)])
    func wrong(_ arguments: [String], _ exit: Int32, _ words: String) async throws {
        let region = try await region()
        let result = try await Program.parta.run(arguments, environment: region.environment)
        #expect(result.exit == exit && result.errors.contains(words), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try await schools(region).map(\.id) == ["T-1", "T-2", "T-3"])
    }
}
