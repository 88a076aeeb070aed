import Foundation
import Testing

/// `parta token` and `parta audit` as an administrator types them, with the real program.
@Suite("Tokens and the audit log on the command line", .timeLimit(.minutes(2)))
struct TokenAndAuditTests {
    private func region() async throws -> Region {
        let region = try Region()
        try Data("id,name_en,country,region,district\nT-1,Test school,Kazakhstan,Aktobe,Alga\n".utf8)
            .write(to: URL(filePath: region.path("schools.csv")))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        return region
    }

    private struct Entry: Decodable {
        var at: String
        var who: String
        var action: String
        var object: String
        var detail: String?
    }

    @Test("a token is printed once, kept as a hash, listed and revoked; the log knows, and holds no secret")
    func journey() async throws {
        let region = try await region()
        let made = try await region.parta(
            "token", "new", "--name", "Planning", "--role", "planner", "--area", "aktobe", "--days", "9")
        #expect(made.exit == 0 && made.errors.contains("Kazakhstan/Aktobe"), "\(made.errors)")
        let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(token.wholeMatch(of: /parta_[A-Za-z0-9_-]{43}/) != nil)
        let listed = try await region.parta("token", "list", "--format", "csv")
        #expect(listed.output.contains("1,Planning,planner,,Kazakhstan/Aktobe,valid,"))
        let guest = try await region.parta("token", "new", "--line-tests")
        #expect(guest.exit == 0)
        let code = try await region.parta("enrollment", "new", "--school", "T-1", "--expected", "3")
        let set = try await region.parta("settings", "set", "--area", "Aktobe", "monthly_mb=900")
        let rotated = try await region.parta("region", "rotate", "--sealing")
        let revoked = try await region.parta("token", "revoke", "1")
        for result in [code, set, rotated, revoked] { #expect(result.exit == 0, "\(result.errors)") }
        #expect(try await region.parta("token").output.contains("revoked"))

        let audit = try await region.parta("audit", "--format", "json")
        let entries: [Entry] = try audit.json()
        #expect(
            entries.map { "\($0.action) \($0.object)" } == [
                "token_revoked token 1", "sealing_key_rotated region", "settings_changed Kazakhstan/Aktobe",
                "enrolment_made school T-1", "token_made line tests", "token_made token Planning",
                "schools_imported \(region.path("schools.csv"))",
            ])
        #expect(entries.allSatisfy { !$0.who.isEmpty })
        let version = try #require(set.errors.firstMatch(of: /version (\d+) holds/)).1
        #expect(entries[2].detail == "version \(version); monthly_mb=900")
        #expect(entries[0].detail == "of Planning")
        #expect(entries[5].detail == "number 1; planner, sees aktobe, 9 days")
        for secret in [token, guest.output, code.output].map({ $0.trimmingCharacters(in: .whitespacesAndNewlines) }) {
            #expect(!audit.output.contains(secret) && !listed.output.contains(secret))
            let database = try Data(contentsOf: URL(filePath: region.path("parta.sqlite")))
            #expect(database.range(of: Data(secret.utf8)) == nil)
        }
        let late = try await region.parta("audit", "--since", "2999-01-01")
        #expect(late.exit == 0 && late.errors.contains("nothing was done"))
        let few = try await region.parta("audit", "--limit", "1", "--format", "csv")
        #expect(few.output.split(whereSeparator: \.isNewline).count == 2)
    }

    @Test("sudo's caller is who did it")
    func caller() async throws {
        let region = try await region()
        let environment = region.environment.merging(["SUDO_USER": "aigul"]) { $1 }
        let made = try await Program.parta.run(
            ["enrollment", "new", "--school", "T-1"], environment: environment)
        #expect(made.exit == 0)
        let entries: [Entry] = try await region.parta("audit", "--format", "json").json()
        #expect(entries.first?.who == "aigul")
    }

    @Test(
        "what is wrong is one sentence",
        arguments: [
            (["new"], 64, "--name"), (["new", "--name", "x"], 64, "--role"),
            (["new", "--name", "x", "--role", "king", "--area", "Aktobe"], 64, "king"),
            (["new", "--name", "x", "--role", "reader"], 64, "--area"),
            (["new", "--name", "x", "--role", "reader", "--school", "T-1"], 64, "--area"),
            (["new", "--name", "x", "--role", "school", "--area", "Aktobe"], 64, "--school"),
            (["new", "--name", "x", "--role", "reader", "--area", "Atlantis"], 65, "Atlantis"),
            (["new", "--name", "x", "--role", "school", "--school", "X-9"], 65, "X-9"),
            (["new", "--line-tests", "--role", "reader"], 64, "--name"), (["revoke", "7"], 65, "7"),
            (["new", "--name", "x", "--role", "reader", "--area", "Aktobe", "--days", "0"], 64, "--days"),
        ] as [([String], Int32, String)])
    func wrong(_ arguments: [String], _ exit: Int32, _ words: String) async throws {
        let region = try await region()
        let result = try await Program.parta.run(["token"] + arguments, environment: region.environment)
        #expect(result.exit == exit && result.errors.contains(words), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try await region.parta("token", "list").errors.contains("nobody has a token"))
    }
}
