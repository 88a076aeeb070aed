import Foundation
import Testing

/// What opens the door stands nowhere but on the technician's paper and in files of one owner.
@Suite("Codes and secrets", .timeLimit(.minutes(2)))
struct EnrollmentSecretsTests {
    private static let school = "id,name_en,country\nT-1,Test school,Kazakhstan\n"

    private func region() async throws -> Region {
        let region = try Region()
        try Data(Self.school.utf8).write(to: region.folder.appending(path: "schools.csv"))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        return region
    }

    private func code(_ region: Region, _ options: String...) async throws -> String {
        let made = try await Program.parta.run(
            ["enrollment", "new", "--school", "T-1"] + options, environment: region.environment)
        try #require(made.exit == 0, "\(made.errors)")
        let code = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(made.output == code + "\n", "the code alone is printed")
        #expect(!made.errors.contains(code))
        return code
    }

    /// Every way in which a code's text or its secret's ten characters could stand in a file.
    private func traces(of code: String) -> [Data] {
        let plain = code.replacing("-", with: "")
        return [code, plain, String(plain.dropFirst(18).prefix(10))].flatMap { [$0, $0.lowercased()] }.map {
            Data($0.utf8)
        }
    }

    @Test("an enrolment leaves neither code nor secret in logs, database, state or what programs print")
    func leavesNoTrace() async throws {
        let region = try await region()
        try await region.start()
        let code = try await code(region)
        var said = ""
        let enrolled = try await Program.agent.run(
            ["enroll", region.reportsURL, code, "--enrollment-file", region.path("enrollment-one")],
            environment: region.environment)
        said += enrolled.output + enrolled.errors
        let once = try await region.agent("once", "one", "--duration", "1")
        try #require(once.exit == 0, "\(once.errors)")
        let status = try await region.agent("status", "one", "--format", "json")
        said += once.output + once.errors + status.output
        for question in [["agents"], ["enrollment", "list"], ["computers"]] {
            let answer = try await Program.parta.run(question + ["--format", "json"], environment: region.environment)
            said += answer.output + answer.errors
        }
        #expect(try region.stop() == 0)
        said += region.said
        #expect(region.said.contains("agent enrolled"), "the log was not read: \(region.said)")

        var files = try FileManager.default.subpathsOfDirectory(atPath: region.folder.path())
            .filter { $0.hasPrefix("parta.sqlite") || $0.hasPrefix("agent-one/") }
        #expect(files.contains("parta.sqlite") && files.contains("agent-one/enrollment.json"))
        files.removeAll { file in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: region.path(file), isDirectory: &isDirectory)
                && isDirectory.boolValue
        }
        for trace in traces(of: code) {
            #expect(Data(said.utf8).range(of: trace) == nil, "a program told it")
            for file in files {
                let content = try Data(contentsOf: URL(filePath: region.path(file)))
                #expect(content.range(of: trace) == nil, "\(file) holds it")
            }
        }
        // The search finds what is there.
        let file = try Data(contentsOf: URL(filePath: region.path("enrollment-one")))
        #expect(traces(of: code).contains { file.range(of: $0) != nil })
    }

    @Test("a code given as - is read from standard input and stands in no command line")
    func fromStandardInput() async throws {
        let region = try await region()
        let code = try await code(region)
        let path = region.path("enrollment-in")
        let shell = [
            "sh", "-c", "printf '%s\\n' \"$CODE\" | \"$@\"", "sh",
        ]
        let result = try await Program.agent.run(
            ["enroll", "http://127.0.0.1:1", "-", "--enrollment-file", path],
            environment: region.environment.merging(["CODE": code]) { $1 }, through: shell)
        try #require(result.exit == 0, "\(result.errors)")
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("PARTA_CODE=\(code)"))
        #expect(!(result.output + result.errors).contains(code))
    }

    @Test("a school without a network enrols from a file, which is private and replaces nothing")
    func offline() async throws {
        let region = try await region()
        let path = region.path("enrollment-far")
        let made = try await region.parta(
            "enrollment", "new", "--school", "T-1", "--room", "7", "--uses", "3", "--offline", path)
        try #require(made.exit == 0, "\(made.errors)")
        #expect(made.output.isEmpty, "the code is not printed: \(made.output)")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let again = try await region.parta("enrollment", "new", "--school", "T-1", "--offline", path)
        #expect(again.exit == 73 && again.errors.contains("left as it is"), "\(again.errors)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        let listed = try await region.parta("enrollment", "list", "--format", "csv")
        #expect(listed.output.split(separator: "\r\n").count == 2, "a code was made for nobody: \(listed.output)")
        let other = region.path("enrollment-nowhere")
        let unknown = try await region.parta("enrollment", "new", "--school", "T-9", "--offline", other)
        #expect(unknown.exit == 65 && !FileManager.default.fileExists(atPath: other))

        let once = try await region.agent("once", "far", "--duration", "1")
        #expect(once.exit == 0, "\(once.errors)")
        let status = try await region.agent("status", "far", "--format", "json")
        #expect(status.output.contains("\"school\" : \"T-1\"") && status.output.contains("\"unconfirmed\" : true"))

        // A network comes, and nothing that was seen before is lost.
        try await region.start()
        try Data((text + "PARTA_SERVER=\(region.reportsURL)\n").utf8).write(to: URL(filePath: path))
        let online = try await region.agent("once", "far", "--duration", "1")
        #expect(online.exit == 0, "\(online.errors)")
        let agents = try await region.parta("agents", "--format", "csv")
        #expect(agents.output.contains(",T-1,7,"), "\(agents.output)")
        let state = try String(contentsOfFile: region.path("agent-far/enrollment.json"), encoding: .utf8)
        let secret = try #require(text.split(separator: "\n").first { $0.hasPrefix("PARTA_SECRET=") }?.dropFirst(13))
        #expect(!state.contains(secret))
    }
}
