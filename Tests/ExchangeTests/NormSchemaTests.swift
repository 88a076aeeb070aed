import Exchange
import Foundation
import Store
import Testing

/// `norms/norm.schema.json` is for editors and other programs; it must not say another thing than the reader.
@Suite("The schema of norm files", .timeLimit(.minutes(1)))
struct NormSchemaTests {
    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    private struct Schema: Decodable {
        struct Object: Decodable {
            var properties: [String: Value]?
            var required: [String]?
            var `enum`: [String]?
        }

        struct Value: Decodable {
            var `enum`: [String]?
        }

        var properties: [String: Value]
        var required: [String]
        var defs: [String: Object]

        enum CodingKeys: String, CodingKey {
            case properties, required
            case defs = "$defs"
        }
    }

    private func schema() throws -> Schema {
        try JSONDecoder().decode(
            Schema.self, from: Data(contentsOf: NormFileTests.folder.appending(path: "norm.schema.json")))
    }

    @Test("the reader's keys are the schema's, object by object", arguments: NormObject.allCases)
    func keys(_ object: NormObject) throws {
        let schema = try schema()
        let properties = object == .norm ? schema.properties : schema.defs[object.rawValue]?.properties
        let required = object == .norm ? schema.required : schema.defs[object.rawValue]?.required
        #expect(Set(properties?.keys.map(\.self) ?? []) == Set(object.keys))
        #expect(Set(required ?? []) == Set(object.required))
    }

    @Test("the words that stand for things are the reader's")
    func words() throws {
        let item = try #require(schema().defs["item"]?.properties)
        for key in ["category", "instead_of", "only_if_missing"] {
            #expect(Set(item[key]?.enum ?? []) == Set(EquipmentKind.allCases.map(\.rawValue)), "\(key)")
        }
        #expect(Set(item["basis"]?.enum ?? []) == Set(EquipmentNorm.Basis.allCases.map(\.rawValue)))
    }

    @Test("a validator of another make takes the shipped files, and refuses what the reader refuses")
    func peer() async throws {
        let python = Self.checkout.appending(path: ".build/venv/bin/python3").path(percentEncoded: false)
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "no Python peer: scripts/python-peer.sh makes it, and make test calls that")
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-norms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shipped = ["kz-small-schools.yaml", "kz-line.yaml", "kz-support-link.yaml"].map {
            NormFileTests.folder.appending(path: $0).path(percentEncoded: false)
        }
        var bad: [String] = []
        for (index, change) in Self.changes.enumerated() {
            let text = NormFileTests.text.replacing(change.0, with: change.1)
            #expect(text != NormFileTests.text)
            #expect(throws: ImportFailure.self) { try NormFile.read(Data(text.utf8), file: "n") }
            let file = folder.appending(path: "\(index).yaml")
            try Data(text.utf8).write(to: file)
            bad.append(file.path(percentEncoded: false))
        }
        let good = folder.appending(path: "good.yaml")
        try Data(NormFileTests.text.utf8).write(to: good)
        let (_, verdicts) = try await Self.run(
            python, ["Tests/Peers/norm_schema_peer.py"] + shipped + [good.path(percentEncoded: false)] + bad)
        let lines = verdicts.split(separator: "\n").map(String.init)
        try #require(lines.count == 4 + bad.count, "\(verdicts)")
        for line in lines.prefix(4) { #expect(line.hasSuffix(": valid"), "\(line)") }
        for (line, change) in zip(lines.dropFirst(4), Self.changes) {
            #expect(!line.hasSuffix(": valid"), "\(change.1): \(line)")
        }
    }

    private static let changes = [
        ("seats: 12", "seats: 0"), ("exactly: one", "exactlee: one"), ("per_school", "per_desk"),
        ("category: camera", "category: kamera"), ("version: 1\n", ""), ("count: 2, pupils", "count: 1.5, pupils"),
        ("types: [small]", "types: []"), ("types: [small]\n", ""), ("{en: N}", "{}"),
        ("per_pupils, count: 2, pupils: 30", "per_pupils, count: 2"), ("id: n", "id: n/m"),
        ("year: 2026", "year: 26"), ("currency: KZT, year: 2025", "currency: tenge, year: 2025"),
        ("count: 1}", "count: 1, colour: red}"), ("names: {en: N}", "names: {en: N}\nline: {base_mbps: 20}"),
    ].filter { NormFileTests.text.contains($0.0) }

    @concurrent
    private static func run(_ program: String, _ arguments: [String]) async throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = checkout
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
