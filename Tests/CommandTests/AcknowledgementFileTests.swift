import Foundation
import Glibc
import Presentation
import Testing

@testable import parta

@Suite("Where the answers to bundles go", .timeLimit(.minutes(1)))
struct AcknowledgementFileTests {
    private let now = Date(timeIntervalSince1970: 1_756_706_400)

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    }

    @Test("a name that is free, also where a link leads nowhere, and nothing is left of what came to nothing")
    func found() async throws {
        try await withFolder { folder in
            let bundle = folder.appending(path: "a.bundle").path()
            try Data("first".utf8).write(to: folder.appending(path: "parta-2025-09-01.ack"))
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "parta-2025-09-01-2.ack").path(),
                withDestinationPath: folder.appending(path: "elsewhere").path())
            for opened in [true, false] {
                let file = try AcknowledgementFile(nil, beside: bundle, now: now, opened: opened)
                #expect(file.path == folder.appending(path: "parta-2025-09-01-3.ack").path())
                #expect(try names(in: folder).count == (opened ? 3 : 2))
                file.discard()
                #expect(try names(in: folder).count == 2)
                try AcknowledgementFile(nil, beside: bundle, now: now, opened: opened).write(Data("answer".utf8))
                #expect(try Data(contentsOf: URL(filePath: file.path)) == Data("answer".utf8))
                try FileManager.default.removeItem(atPath: file.path)
            }
        }
    }

    @Test("what is there under the name that was asked for stays as it is", arguments: [true, false], [true, false])
    func named(opened: Bool, isLink: Bool) async throws {
        try await withFolder { folder in
            let kept = folder.appending(path: "kept")
            let asked = folder.appending(path: "answers.ack")
            try Data("kept".utf8).write(to: isLink ? kept : asked)
            if isLink {
                try FileManager.default.createSymbolicLink(atPath: asked.path(), withDestinationPath: kept.path())
            }
            let failure = #expect(throws: CommandFailure.self) {
                try AcknowledgementFile(asked.path(), beside: "a.bundle", now: now, opened: opened)
            }
            #expect(failure?.exit == .cannotCreate && failure?.message.contains("nothing was taken") == true)
            #expect(try Data(contentsOf: asked) == Data("kept".utf8))
        }
    }

    @Test("put there while the bundles were taken, it is not written through either")
    func meanwhile() async throws {
        try await withFolder { folder in
            let asked = folder.appending(path: "answers.ack")
            let file = try AcknowledgementFile(asked.path(), beside: "a.bundle", now: now, opened: false)
            try Data("kept".utf8).write(to: asked)
            #expect(throws: CommandFailure.self) { try file.write(Data("answer".utf8)) }
            #expect(try Data(contentsOf: asked) == Data("kept".utf8))
        }
    }

    @Test("an import by root that fails leaves no empty file", .enabled(if: geteuid() == 0))
    func failed() async throws {
        try await withFolder { folder in
            for name in ["database", "stick"] {
                let part = folder.appending(path: name)
                try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
                #expect(chmod(part.path(), 0o777) == 0 && chown(part.path(), 65_534, 65_534) == 0)
            }
            let database = folder.appending(path: "database/parta.sqlite").path()
            try Data(repeating: 0x41, count: 4_096).write(to: URL(filePath: database))
            #expect(chmod(folder.path(), 0o755) == 0 && chown(database, 65_534, 65_534) == 0)
            let bundle = folder.appending(path: "stick/a.bundle")
            try Data("x".utf8).write(to: bundle)
            let result = try await Program.parta.run(
                ["import", "bundle", bundle.path()], environment: ["PARTA_DATABASE": "sqlite:\(database)"])
            #expect(result.exit != 0 && result.errors.contains("parta.sqlite"), "\(result.errors)")
            #expect(try names(in: folder.appending(path: "stick")) == ["a.bundle"])
        }
    }
}
