import Foundation
import Testing

@Suite("Approving and revoking by hand", .timeLimit(.minutes(2)))
struct ApprovalCommandTests {
    @Test("a computer beyond the number waits and keeps all; approved it delivers, revoked it is told")
    func approveAndRevoke() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        try #require(first.exit == 0, "\(first.errors)")
        let made = try await region.parta("enrollment", "new", "--school", "T-1", "--uses", "2", "--expected", "1")
        let code = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        for name in ["two", "three"] {
            _ = try await Program.agent.run(
                ["enroll", region.reportsURL, code, "--enrollment-file", region.path("enrollment-\(name)")],
                environment: region.environment)
            let waiting = try await region.agent("once", name, "--duration", "1")
            #expect(waiting.exit != 0 && waiting.errors.contains("waiting_for_approval"), "\(waiting.errors)")
        }
        let ids = try await waiting(in: region)
        try #require(ids.count == 2)

        let one = try await region.parta("agents", "approve", ids[0], ids[0])
        #expect(one.exit == 0 && one.errors.contains("agent \(ids[0]) is approved"), "\(one.errors)")
        let all = try await region.parta("agents", "approve", "--school", "T-1", "--all")
        #expect(all.exit == 0 && all.errors.contains(ids[1]) && !all.errors.contains(ids[0]), "\(all.errors)")
        let none = try await region.parta("agents", "approve", "--school", "T-1", "--all")
        #expect(none.exit == 0 && none.errors.contains("no agent waits"))
        #expect(try await waiting(in: region) == [])
        let two = try await region.agent("once", "two", "--duration", "1")
        #expect(two.exit == 0, "\(two.errors)")

        let unknown = String(repeating: "ab", count: 16)
        let revoked = try await region.parta("agents", "revoke", ids[0], ids[1])
        #expect(revoked.exit == 0 && revoked.errors.contains(ids[1]))
        #expect(try await region.parta("agents", "revoke", unknown).exit == 65)
        #expect(try await region.parta("agents", "revoke", unknown, "--even-unknown").exit == 0)
        let told = try await region.agent("once", "two", "--duration", "1")
        #expect(told.exit == 77 && told.errors.contains("revoked"), "\(told.errors)")
    }

    private func waiting(in region: Region) async throws -> [String] {
        let list = try await region.parta("agents", "--waiting", "--format", "json")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
        #expect(rows.allSatisfy { $0["state"] as? String == "waiting" && $0["waiting_since"] is String })
        return rows.compactMap { $0["agent"] as? String }
    }

    @Test(
        "what is not said whole is refused with 64",
        arguments: [
            ["agents", "approve"], ["agents", "approve", "--all"], ["agents", "approve", "--school", "T-1"],
            ["agents", "approve", "--school", "T-1", "--all", "x"], ["agents", "approve", "x"], ["agents", "revoke"],
            ["enrollment", "new", "--school", "T-1", "--expected", "-1"],
            ["enrollment", "new", "--school", "T-1", "--server", "https://a"],
            ["enrollment", "new", "--school", "T-1", "--offline", "f", "--server", "a"],
        ])
    func usage(_ arguments: [String]) async throws {
        let region = try Region()
        let result = try await Program.parta.run(arguments, environment: region.environment)
        // `--expected -1` reads as an option that is not there.
        #expect(result.exit == 64, "\(result.errors)")
    }
}
