import Foundation
import Testing

/// `parta enrollment revoke` as an administrator types it, with the real program.
@Suite("Taking codes back on the command line", .timeLimit(.minutes(2)))
struct EnrollmentRevokeTests {
    private struct Entry: Decodable {
        var action: String
        var object: String
    }

    private struct Code: Decodable {
        var id: Int
        var revokedAt: String?
    }

    @Test("a code is taken back by its number, listed so, and noted; a number that is none is said")
    func revoked() async throws {
        let region = try Region()
        try Data("id,name_en,country,region,district\nT-1,Test school,Kazakhstan,Aktobe,Alga\n".utf8)
            .write(to: URL(filePath: region.path("schools.csv")))
        for arguments in [
            ["import", "schools", region.path("schools.csv")], ["enrollment", "new", "--school", "T-1", "--uses", "4"],
            ["enrollment", "new", "--school", "T-1", "--offline", region.path("offline")],
        ] {
            let result = try await Program.parta.run(arguments, environment: region.environment)
            try #require(result.exit == 0, "\(result.errors)")
        }
        let revoked = try await region.parta("enrollment", "revoke", "2")
        #expect(revoked.exit == 0 && revoked.errors.contains("used 0 of 1 times"), "\(revoked.errors)")
        let codes: [Code] = try await region.parta("enrollment", "list", "--format", "json")
            .json(keys: .convertFromSnakeCase)
        #expect(codes.map(\.id) == [1, 2] && codes.map { $0.revokedAt != nil } == [false, true])
        let entries: [Entry] = try await region.parta("audit", "--format", "json").json()
        #expect(entries.first?.action == "enrolment_revoked" && entries.first?.object == "enrolment 2")
        let unknown = try await region.parta("enrollment", "revoke", "7")
        #expect(unknown.exit == 65 && unknown.errors.contains("no enrolment 7"), "\(unknown.errors)")
        #expect(try await region.parta("audit", "--format", "json").json([Entry].self).count == entries.count)
    }
}
