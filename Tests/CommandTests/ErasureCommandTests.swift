import Foundation
import Testing

/// `parta erase` as an administrator types it, with the real program.
@Suite("Erasing by commands", .timeLimit(.minutes(2)))
struct ErasureCommandTests {
    private struct Answer: Decodable {
        var object: String
        var erased: Bool
        var rows: Int
        var parts: [Part]
    }

    private struct Part: Decodable {
        var what: String
        var rows: Int
    }

    private struct Entry: Decodable {
        var action: String
        var object: String
        var detail: String?
    }

    private func region() async throws -> Region {
        let region = try Region()
        let schools = """
            id,name_en,country,region,district,type,supported_by,pupils,rural
            T-1,Secret name,Kazakhstan,Aktobe,Alga,support,,400,no
            T-2,Small school,Kazakhstan,Aktobe,Alga,small,T-1,40,yes
            """
        try Data((schools + "\n").utf8).write(to: region.folder.appending(path: "schools.csv"))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        let code = try await region.parta("enrollment", "new", "--school", "T-1")
        try #require(code.exit == 0, "\(code.errors)")
        return region
    }

    @Test("a school is counted first, erased on the second word, and the log keeps no more than its id")
    func school() async throws {
        let region = try await region()
        let command = ["erase", "school", "T-1", "--reason", "request 7"]
        let counted = try await Program.parta.run(command, environment: region.environment)
        #expect(counted.exit == 0 && counted.errors.contains("nothing was erased; with --yes"), "\(counted.errors)")
        #expect(counted.output.contains("registry") && counted.output.contains("codes"))
        #expect(try await region.parta("schools", "--format", "csv").output.contains("T-1"))
        let json = ["--yes", "--format", "json"]
        let erased = try await Program.parta.run(command + json, environment: region.environment)
        #expect(erased.exit == 0 && erased.errors.contains("school T-1 is erased"), "\(erased.errors)")
        let answer: Answer = try erased.json()
        #expect(answer.erased && answer.object == "school T-1")
        #expect(answer.rows > 4 && answer.rows == answer.parts.map(\.rows).reduce(0, +))
        #expect(answer.parts.first?.what == "registry")
        let schools = try await region.parta("schools", "--format", "csv").output
        #expect(!schools.contains("T-1") && schools.contains("T-2"))
        let audit = try await region.parta("audit", "--format", "json")
        let entries: [Entry] = try audit.json()
        #expect(entries.first?.action == "school_erased" && entries.first?.object == "school T-1")
        #expect(entries.first?.detail == "\(answer.rows) rows; request 7")
        #expect(entries.dropFirst().first?.action == "school_erasure_begun")
        #expect(!audit.output.contains("Secret name"))
        let again = try await Program.parta.run(command + json, environment: region.environment)
        #expect(again.exit == 65 && again.errors.contains("there is no school \"T-1\""), "\(again.errors)")
    }

    @Test("a computer of an erased school falls silent while the server runs, and a person's name is a mark in the log")
    func agentAndPerson() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        try #require(first.exit == 0, "\(first.errors)")
        let erased = try await region.parta("erase", "school", "T-1", "--reason", "request 7", "--yes")
        #expect(erased.exit == 0 && erased.output.contains("line tests"), "\(erased.errors)")
        for _ in 0..<2 {
            let told = try await region.agent("once", "one", "--duration", "1")
            #expect(told.exit == 77 && told.errors.contains("revoked"), "\(told.errors)")
        }
        let agents = try await region.parta("agents", "--format", "csv").output
        #expect(agents.split(whereSeparator: \.isNewline).count == 1, "\(agents)")

        let environment = region.environment.merging(["SUDO_USER": "aigul"]) { $1 }
        let csv = region.path("schools.csv")
        let imported = try await Program.parta.run(["import", "schools", csv], environment: environment)
        #expect(imported.exit == 0 && imported.errors.contains("1 added"), "\(imported.errors)")
        let person = ["erase", "person", "--name", "aigul", "--reason", "request 8"]
        let counted = try await Program.parta.run(person, environment: region.environment)
        #expect(counted.exit == 0 && counted.errors.contains("nothing was erased"), "\(counted.errors)")
        let marked = try await Program.parta.run(person + ["--yes"], environment: region.environment)
        #expect(marked.exit == 0 && marked.errors.contains("in its place stands erased-1"), "\(marked.errors)")
        let log = try await region.parta("audit", "--format", "csv").output
        #expect(!log.contains("aigul") && log.contains("erased-1,schools_imported"), "\(log)")
    }

    @Test(
        "what is wrong is one sentence",
        arguments: [
            (["school", "T-1"], 64, "--reason"), (["school", "T-1", "--reason", " "], 64, "--reason wants words"),
            (["school", "--reason", "r"], 64, "school"), (["school", "X-9", "--reason", "r"], 65, "X-9"),
            (["school", "X-9", "--reason", "r", "--yes"], 65, "X-9"),
            (["person", "--reason", "r"], 64, "--name"),
            (["person", "--name", " ", "--reason", "r"], 64, "--name wants"),
            (["person", "--name", "Nobody", "--reason", "r", "--yes"], 65, "stands nowhere"),
            (["device", "--reason", "r"], 64, "one of --serial"),
            (["device", "--serial", "a", "--device", "b", "--reason", "r"], 64, "one of --serial"),
            (["device", "--serial", "a"], 64, "--reason"),
            (["device", "--serial", "SN", "--reason", "r"], 65, "nothing is kept"),
            (["device", "--device", "SN", "--reason", "r", "--yes"], 65, "nothing is kept"),
        ] as [([String], Int32, String)])
    func wrong(_ arguments: [String], _ exit: Int32, _ words: String) async throws {
        let region = try await region()
        let result = try await Program.parta.run(["erase"] + arguments, environment: region.environment)
        #expect(result.exit == exit && result.errors.contains(words), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try await region.parta("schools", "--format", "csv").output.contains("T-1"))
    }
}
