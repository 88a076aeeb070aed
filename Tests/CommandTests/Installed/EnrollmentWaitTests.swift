import Foundation
import Testing

/// What a package's questions may get wrong: the daemon stands, says what is wrong, and takes the next file.
@Suite("A wrong enrolment", .timeLimit(.minutes(2)))
struct EnrollmentWaitTests {
    private struct Status: Decodable {
        var school: String?
        var notEnrolledBecause: String?
    }

    private struct Finding: Decodable {
        var word: String?
    }

    private func status(_ region: Region, _ name: String) async throws -> Status {
        try await region.agent("status", name, "--format", "json").json(keys: .convertFromSnakeCase)
    }

    private func words(_ region: Region, _ name: String) async throws -> [String] {
        let findings: [Finding] = try await region.agent("doctor", name, "--format", "json").json()
        return findings.compactMap(\.word)
    }

    @Test("a file that cannot be read keeps nothing from starting, and is told in log, status and doctor")
    func badFile() async throws {
        let region = try Region()
        try Data("PARTA_SERVER=https://parta.example:8443\nPARTA_CODE=AAAAA\n".utf8)
            .write(to: URL(filePath: region.path("enrollment-one")))
        let agent = try Child(
            [Program.agent.path.path(percentEncoded: false), "run"] + region.agentOptions("one"),
            environment: region.environment)
        let said = try await agent.says("waiting")
        #expect(said.contains("line 2") && !said.contains("AAAAA"), "\(said)")
        #expect(try await status(region, "one").notEnrolledBecause?.contains("line 2") == true)
        #expect(try await words(region, "one").contains("enrolment_file_bad"))
        #expect(agent.end() == 0)
    }

    @Test("a code that is used up is told until another one is given")
    func usedUp() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        #expect(first.exit == 0, "\(first.errors)")
        try FileManager.default.copyItem(atPath: region.path("enrollment-one"), toPath: region.path("enrollment-two"))
        let second = try Child(
            [Program.agent.path.path(percentEncoded: false), "run"] + region.agentOptions("two"),
            environment: region.environment)
        let said = try await second.says("not enrolled")
        #expect(said.contains("as often as it may be"), "\(said)")
        #expect(try await status(region, "two").notEnrolledBecause?.contains("ask your region") == true)
        #expect(try await words(region, "two").contains("enrolment_refused"))
        #expect(second.end() == 0)

        try await region.enroll("two")
        let third = try await region.agent("once", "two", "--duration", "1")
        #expect(third.exit == 0, "\(third.errors)")
        let now = try await status(region, "two")
        #expect(now.school == "T-1" && now.notEnrolledBecause == nil)
    }

    @Test("a code on standard input stands in no list of processes; in an image nothing is restarted")
    func codeFromStandardInput() async throws {
        let region = try Region()
        let code = try await region.codeWithoutServer()
        let file = region.path("enrollment-one")
        let arguments = [
            "enroll", "https://parta.example:8443", "--code-from-stdin", "--no-restart", "--room", "12", "--label",
            "INV-1",
            "--enrollment-file", file,
        ]
        let result = try await Program.agent.run(
            arguments, through: ["/bin/sh", "-c", "printf '%s\\n' '\(code)' | \"$@\"", "sh"])
        #expect(result.exit == 0, "\(result.errors)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("PARTA_CODE=\(code)\n") && text.contains("PARTA_ROOM=12\nPARTA_LABEL=INV-1\n"))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let empty = try await Program.agent.run(arguments)
        #expect(empty.exit == 65, "\(empty.errors)")
        let both = try await Program.agent.run(arguments + [code])
        #expect(both.exit == 64 && !both.errors.contains(code), "\(both.errors)")
    }
}
