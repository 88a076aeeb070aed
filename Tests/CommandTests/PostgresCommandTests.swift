import Foundation
import PrivateCluster
import Testing

/// The same commands on a server of PostgreSQL's as on a file.
@Suite("A region in PostgreSQL by commands", .timeLimit(.minutes(2)))
struct PostgresCommandTests {
    private func region() throws -> Region {
        let region = try Region()
        let schools = """
            id,name_en,country,region,district,type,supported_by,pupils,rural
            T-1,Support school,Kazakhstan,Aktobe,Alga,support,,400,no
            T-2,Small school,Kazakhstan,Aktobe,Alga,small,T-1,40,yes
            """
        try Data((schools + "\n").utf8).write(to: region.folder.appending(path: "schools.csv"))
        return region
    }

    @Test("a file's region is copied, and answers there as it did")
    func copied() async throws {
        let region = try region()
        let url = try PrivateCluster.shared.get().makeDatabase()
        let file = "sqlite:\(region.path("parta.sqlite"))"
        #expect(try await region.parta("import", "schools", region.path("schools.csv")).exit == 0)
        #expect(try await region.parta("enrollment", "new", "--school", "T-1").exit == 0)
        let copy = try await region.parta("migrate", "--from", file, "--to", url)
        try #require(copy.exit == 0, "\(copy.errors)")
        let row = copy.output.split(separator: "\n").first { $0.hasPrefix("school\t") }
        #expect(row?.split(separator: "\t")[1] == "2")
        for question in [["schools", "--format", "json"], ["audit", "--format", "csv"], ["enrollment", "list"]] {
            let there = try await Program.parta.run(question + ["--database", file], environment: region.environment)
            let here = try await Program.parta.run(question + ["--database", url], environment: region.environment)
            #expect(here.exit == 0 && here.output == there.output, "\(question): \(here.errors)")
        }
        let again = try await region.parta("migrate", "--from", file, "--to", url)
        #expect(again.exit == 65 && again.errors.contains("an empty one"), "\(again.errors)")
    }

    @Test("tables are made and brought up to date, and what works on files says so")
    func made() async throws {
        let region = try region()
        let url = try PrivateCluster.shared.get().makeDatabase()
        let early = try await region.parta("schools", "--database", url)
        #expect(early.exit == 65 && early.errors.contains("there is no database"), "\(early.errors)")
        #expect(try await region.parta("migrate", "--database", url).exit == 0)
        #expect(try await region.parta("migrate", "--database", url).errors.contains("up to date"))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"), "--database", url)
        #expect(imported.exit == 0 && imported.errors.contains("2 added"), "\(imported.errors)")
        let backup = try await region.parta("backup", region.path("b"), "--database", url)
        #expect(backup.exit == 65, "\(backup.errors)")
        let country = try await region.parta("example", "country", "--database", url)
        #expect(country.exit == 64 && country.errors.contains("sqlite:PATH"), "\(country.errors)")
    }

    @Test("who is not there is told as away, and no password is shown")
    func away() async throws {
        let region = try region()
        let url = "postgresql://parta:secret@localhost/parta?host=/nonexistent"
        let result = try await region.parta("schools", "--database", url)
        #expect(result.exit == 69 && result.errors.contains("does not answer"), "\(result.errors)")
        #expect(!result.errors.contains("secret"))
    }
}
