import Foundation
import Reports
import Testing

@Suite("parta example country", .timeLimit(.minutes(1)))
struct ExampleCommandTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "parta-example-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func make(_ name: String, _ options: [String], through wrapper: [String] = []) async throws
        -> Program.Result
    {
        try await Program.parta.run(
            ["example", "country", "--database", "sqlite:\(folder.path)/\(name)", "--as-of", "2026-11-22"] + options,
            through: wrapper)
    }

    private static let small = [
        "--schools", "6", "--computers-per-school", "2", "--devices-per-computer", "8", "--days", "10",
    ]

    @Test("makes a country in a database that was not there, and its lists show it as made up")
    func makes() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try await make("country.sqlite", Self.small)
        #expect(made.exit == 0 && made.errors.contains("made up 6 schools with"), "\(made.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["country.sqlite"])
        let listed = try await Program.parta.run(
            ["schools", "--database", "sqlite:\(folder.path)/country.sqlite", "--format", "json"])
        struct Row: Decodable {
            var id: String
            var madeUp: Bool
            var computers: Int
        }
        let rows = try listed.json([Row].self, keys: .convertFromSnakeCase)
        #expect(rows.count == 6)
        #expect(rows.allSatisfy { $0.madeUp && $0.id.hasPrefix("made-") && $0.computers >= 1 })
    }

    @Test("with --keys, writes the private key of every computer whose reports are taken")
    func keys() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "keys")
        let made = try await make("country.sqlite", Self.small + ["--keys", file.path])
        #expect(made.exit == 0, "\(made.errors)")
        let known = try await Program.parta.run(
            ["agents", "--database", "sqlite:\(folder.path)/country.sqlite", "--format", "json"])
        struct Row: Decodable {
            var agent: String
            var state: String
        }
        let enrolled = try known.json([Row].self, keys: .convertFromSnakeCase).filter { $0.state == "enrolled" }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let agents = try lines.map { line in
            let parts = line.split(separator: " ")
            #expect(parts.dropFirst() == ["1", "-"])
            return try SigningKey(rawRepresentation: #require(Base64URL.decode(parts[0]))).publicKey.agentID.text
        }
        #expect(!agents.isEmpty && agents.sorted() == enrolled.map(\.agent).sorted())
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let again = try await make("other.sqlite", Self.small + ["--keys", file.path])
        #expect(again.exit == 73 && again.errors.contains("keys cannot be made"), "\(again.errors)")
    }

    @Test("leaves a database alone that is there, whatever it holds; throws an interrupted one away")
    func refuses() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let mine = folder.appending(path: "mine.sqlite")
        try Data("mine".utf8).write(to: mine)
        let refused = try await make("mine.sqlite", Self.small)
        #expect(refused.exit == 73 && refused.errors.contains("mine.sqlite"), "\(refused.errors)")
        #expect(try Data(contentsOf: mine) == Data("mine".utf8))
        try Data("half of a country".utf8).write(to: folder.appending(path: "country.sqlite.making"))
        #expect(try await make("country.sqlite", Self.small).exit == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "country.sqlite", "mine.sqlite",
            ])
    }

    @Test(
        "wrong options name themselves and exit 64",
        arguments: [
            (["--schools", "0"], "--schools"), (["--computers-per-school", "0"], "--computers-per-school"),
            (["--devices-per-computer", "0"], "--devices-per-computer"), (["--days", "0"], "--days"),
            (["--days", "5", "--device-days", "6"], "--device-days"), (["--as-of", "tomorrow"], "tomorrow"),
            (["--as-of", "2025-06-01"], "2025"),
        ])
    func usage(_ options: [String], _ word: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try await make("country.sqlite", options)
        #expect(result.exit == 64 && result.errors.contains(word), "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
