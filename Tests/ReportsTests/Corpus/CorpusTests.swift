import Foundation
import Testing

@testable import Reports

/// Old and new programs work together: what was frozen once is read for ever, and what is written today is read by a program
/// of that day. Tests/Fixtures/corpus/README.md says how a version is added.
@Suite("The frozen corpus")
struct CorpusTests {
    static let versions = ["v1"]
    /// Dictionaries whose keys are words and no fields.
    static let free: Set<String> = ["line_test_days.verdicts", "settings.thresholds", "settings.serials"]
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func folder(_ version: String) -> URL { root.appending(path: "Fixtures/corpus/\(version)") }

    static func frozen(_ version: String) throws -> [CorpusEntry] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder(version).path(percentEncoded: false))
        let held = Set(names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) })
        #expect(held.isSubset(of: CorpusEntry.all.map(\.name)), "a frozen message that nobody reads any more")
        return CorpusEntry.all.filter { held.contains($0.name) }
    }

    @Test("every frozen message reads as what it was", arguments: versions)
    func reads(_ version: String) throws {
        let entries = try Self.frozen(version)
        #expect(entries.count >= 17)
        for entry in entries {
            let json = try Data(contentsOf: Self.folder(version).appending(path: "\(entry.name).json"))
            #expect(try entry.reads(json), "\(version)/\(entry.name)")
        }
    }

    @Test("every frozen envelope opens by the key beside it", arguments: versions)
    func opens(_ version: String) throws {
        for entry in try Self.frozen(version) where entry.kind != nil {
            let text = try String(
                contentsOf: Self.folder(version).appending(path: "\(entry.name).jws"), encoding: .utf8)
            let envelope = try Envelope(text: text.trimmingCharacters(in: .newlines))
            let signer = entry.signer.publicKey == CorpusSamples.region.publicKey ? "region" : "agent"
            let key = try String(contentsOf: Self.folder(version).appending(path: "\(signer).pub"), encoding: .utf8)
            let raw = try #require(Base64URL.decode(key.trimmingCharacters(in: .newlines)))
            #expect(try entry.opens(envelope, VerifyingKey(rawRepresentation: raw)), "\(version)/\(entry.name)")
        }
    }

    @Test(
        "what is written today has every field that a reader of that day asked for, of the same kind",
        arguments: versions)
    func oldReaders(_ version: String) throws {
        for entry in try Self.frozen(version) {
            let then = try JSONPaths.kinds(
                of: Data(contentsOf: Self.folder(version).appending(path: "\(entry.name).json")), free: Self.free)
            let now = try JSONPaths.kinds(of: entry.json(), free: Self.free)
            for (path, kind) in then { #expect(now[path] == kind, "\(version)/\(entry.name): \(path)") }
        }
    }

    @Test("fields of newer programs are passed over wherever they stand", arguments: CorpusEntry.all)
    func unknownFields(_ entry: CorpusEntry) throws {
        let json = try JSONPaths.withUnknownFields(in: entry.json(), free: Self.free)
        #expect(String(decoding: json, as: UTF8.self).contains("x_newer"))
        #expect(try entry.reads(json))
    }

    @Test("the full messages have every field set", arguments: CorpusEntry.all.filter(\.isFull))
    func full(_ entry: CorpusEntry) throws {
        func walk(_ value: Any, _ path: String) {
            let mirror = Mirror(reflecting: value)
            if mirror.displayStyle == .optional || mirror.displayStyle == .collection {
                #expect(!mirror.children.isEmpty, "\(entry.name): \(path) is nil or empty")
            }
            for child in mirror.children { walk(child.value, child.label.map { path + "." + $0 } ?? path) }
        }
        walk(try entry.reflected(), "")
    }

    @Test("a report of a later version is read for what it holds")
    func laterVersion() throws {
        var report = CorpusSamples.fullReport
        report.version = 7
        let sealed = try Envelope.seal(report, kind: .report, with: CorpusSamples.agent)
        #expect(try sealed.open(Report.self, kind: .report, with: CorpusSamples.agent.publicKey) == report)
    }

    @Test(
        "words of newer programs do not refuse a report",
        arguments: [
            (#""category" : "tablet""#, #""category" : "hologram""#),
            (#""confidence" : "likely""#, #""confidence" : "proven""#), (#""bus" : "usb""#, #""bus" : "thunderbolt""#),
            (#""status" : "failed""#, #""status" : "partial""#), (#""kind" : "dmi_uuid""#, #""kind" : "tpm""#),
            (#""verdict" : "clear""#, #""verdict" : "solar_storm""#), (#""medium" : "wifi""#, #""medium" : "li-fi""#),
            (#""target" : "mlab""#, #""target" : "moon""#), (#""reason" : "own_traffic""#, #""reason" : "tired""#),
            (#""clock_jumped""#, #""time_travelled""#),
        ])
    func unknownWords(_ word: String, _ newer: String) throws {
        let json = String(decoding: try ReportCoder.encode(CorpusSamples.fullReport, pretty: true), as: UTF8.self)
        #expect(json.contains(word))
        let report = try ReportCoder.decode(Report.self, from: Data(json.replacing(word, with: newer).utf8))
        #expect(report != CorpusSamples.fullReport)
        #expect(
            report.lineTests?.first?.circumstances?.target != .region,
            "a test against who knows what is none of the line")
    }

    /// Writes a new version, never over an old one (see the README beside the corpus); unasked, to a folder that goes again.
    @Test
    func freeze() throws {
        let version = ProcessInfo.processInfo.environment["PARTA_FREEZE_CORPUS"]
        let folder =
            version.map(Self.folder)
            ?? FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { if version == nil { try? FileManager.default.removeItem(at: folder) } }
        for entry in CorpusEntry.all {
            try (entry.json() + Data("\n".utf8)).write(to: folder.appending(path: "\(entry.name).json"))
            guard let envelope = try entry.seal(entry.signer) else { continue }
            try Data((envelope.text + "\n").utf8).write(to: folder.appending(path: "\(entry.name).jws"))
        }
        for (name, key) in [("agent", CorpusSamples.agent), ("region", CorpusSamples.region)] {
            let text = Base64URL.encode(key.publicKey.rawRepresentation) + "\n"
            try Data(text.utf8).write(to: folder.appending(path: "\(name).pub"))
        }
        let written = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        #expect(Set(written).isSuperset(of: CorpusEntry.all.map { "\($0.name).json" } + ["agent.pub", "region.pub"]))
    }
}
