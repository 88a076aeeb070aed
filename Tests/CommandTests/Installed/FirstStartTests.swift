import Foundation
import Testing

/// What keeps a service from starting on an installed machine is a sentence, and nothing is changed by it.
@Suite("A first start", .timeLimit(.minutes(2)))
struct FirstStartTests {
    @Test("a port that is taken is named, with who to ask and where to choose another one")
    func portTaken() async throws {
        let region = try Region()
        try await region.start()
        let port = try #require(region.reportsURL.split(separator: ":").last)
        for options in [
            ["--listen", region.listenAddress, "--ndt7-listen", "127.0.0.1:0"],
            ["--ndt7-listen", region.listenAddress],
        ] {
            let second = try await Program.parta.run(
                ["serve", "--listen", "127.0.0.1:0"] + options, environment: region.environment)
            #expect(second.exit == 69, "\(second.errors)")
            #expect(second.errors.contains("port \(port) is taken") && second.errors.contains("PARTA_LISTEN"))
        }
    }

    @Test(
        "a database or outbox of a newer release is refused by its step, and not a byte is changed",
        arguments: [
            ("parta.sqlite", "9999 from the future", "0.1.0"),
            ("agent-one/outbox.sqlite", "format 900", "newer version"),
        ])
    func newer(_ file: String, _ step: String, _ version: String) async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let enrolled = try await region.agent("once", "one", "--duration", "1")
        #expect(enrolled.exit == 0, "\(enrolled.errors)")
        _ = try region.stop()
        let isOutbox = file.contains("outbox")
        try await region.sql(
            isOutbox ? "PRAGMA user_version = 900" : "INSERT INTO grdb_migrations VALUES ('\(step)')", on: file)
        let before = try Data(contentsOf: URL(filePath: region.path(file)))
        let folder = URL(filePath: region.path(file)).deletingLastPathComponent().path(percentEncoded: false)
        let files = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
        let refused =
            isOutbox
            ? try await region.agent("run", "one")
            : try await Program.parta.run(["serve", "--listen", "127.0.0.1:0"], environment: region.environment)
        #expect(refused.exit == 65, "\(refused.errors)")
        #expect(refused.errors.contains(step) && refused.errors.contains(version), "\(refused.errors)")
        #expect(try Data(contentsOf: URL(filePath: region.path(file))) == before)
        // Whoever only looks may leave SQLite's own companions, which are empty.
        let now = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
        #expect(
            now.subtracting([
                "\(URL(filePath: file).lastPathComponent)-wal", "\(URL(filePath: file).lastPathComponent)-shm",
            ]) == files)
    }
}
