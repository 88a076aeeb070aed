import Foundation
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
