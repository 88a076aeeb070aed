import Foundation
import Testing

@Suite("parta backup and parta restore", .timeLimit(.minutes(2)))
struct BackupCommandTests {
    private func region() async throws -> Region {
        let region = try Region()
        try Data("id,name_en,country\nT-1,Test school,Kazakhstan\n".utf8)
            .write(to: region.folder.appending(path: "schools.csv"))
        try await succeed(region, "import", "schools", region.path("schools.csv"))
        return region
    }

    @discardableResult
    private func succeed(_ region: Region, _ arguments: String...) async throws -> Program.Result {
        let result = try await Program.parta.run(arguments, environment: region.environment)
        try #require(result.exit == 0, "\(arguments): \(result.errors)")
        return result
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func files(_ region: Region) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: region.folder.path(percentEncoded: false)))
    }

    @Test("a region is backed up while it serves, and brought back where nothing was")
    func roundTrip() async throws {
        let region = try await region()
        let key = try await succeed(region, "backup", "key", "new", region.path("key")).output
        #expect(try mode(region.path("key")) == 0o600)
        #expect(try await succeed(region, "backup", "key").output == key)
        try await region.start()
        try await region.enroll("one")
        let once = try await region.agent("once", "one", "--duration", "1")
        try #require(once.exit == 0, "\(once.errors)")
        try await succeed(region, "backup", region.path("b"))
        #expect(try mode(region.path("b")) == 0o600)
        #expect(try region.stop() == 0)
        let before = try await succeed(region, "computers", "--format", "json").output
        let file = try Data(contentsOf: URL(filePath: region.path("b")))
        #expect(file.range(of: Data("T-1".utf8)) == nil && file.range(of: Data("SQLite".utf8)) == nil)

        let elsewhere = "sqlite:\(region.path("elsewhere.sqlite"))"
        let restored = try await succeed(
            region, "restore", region.path("b"), "--key", region.path("key"), "--database", elsewhere)
        #expect(restored.output.contains("with 1 agents"), "\(restored.output)")
        #expect(try mode(region.path("elsewhere.sqlite")) == 0o600)
        #expect(try await succeed(region, "computers", "--format", "json", "--database", elsewhere).output == before)
        let left = try files(region)
        #expect(!left.contains { $0.hasSuffix(".partial") || $0.hasSuffix("-copy") || $0.hasSuffix(".restoring") })
        #expect(!left.contains { $0.hasPrefix("elsewhere") && $0.contains(".restoring") })
    }

    @Test("without a key nothing is written, and a mistyped one is noticed")
    func withoutKey() async throws {
        let region = try await region()
        let none = try await region.parta("backup", region.path("b"))
        #expect(none.exit == 65 && none.errors.contains("backup key new"), "\(none.errors)")
        var key = try await succeed(region, "backup", "key", "new", region.path("key")).output
            .trimmingCharacters(in: .newlines)
        let again = try await region.parta("backup", "key", "new", region.path("key"))
        #expect(again.exit == 73 && again.errors.contains("left as it is"), "\(again.errors)")
        #expect(try await succeed(region, "backup", "key").output == key + "\n", "the key that is in use changed")
        try await succeed(region, "backup", region.path("b"), "--to", key)
        try await succeed(region, "backup", "key", "use", key)
        key.replaceSubrange(key.startIndex...key.startIndex, with: key.hasPrefix("A") ? "B" : "A")
        let slip = try await region.parta("backup", region.path("b2"), "--to", key)
        #expect(slip.exit == 64 && slip.errors.contains("no whole public key"), "\(slip.errors)")
        #expect(try !files(region).contains("b2"))
    }

    @Test("a database that is there stays, is moved aside when told so, and never under a program that uses it")
    func replacing() async throws {
        let region = try await region()
        try await succeed(region, "backup", "key", "new", region.path("key"))
        try await succeed(region, "backup", region.path("b"))
        let restore = ["restore", region.path("b"), "--key", region.path("key")]
        let refused = try await Program.parta.run(restore, environment: region.environment)
        #expect(refused.exit == 73 && refused.errors.contains("--replace"), "\(refused.errors)")
        try await region.start()
        let used = try await Program.parta.run(restore + ["--replace"], environment: region.environment)
        #expect(used.exit == 69 && used.errors.contains("stop `parta serve`"), "\(used.errors)")
        // What came after the backup, and lies in the log of a server that was killed.
        try Data("id,name_en,country\nT-2,Later school,Kazakhstan\n".utf8)
            .write(to: region.folder.appending(path: "later.csv"))
        try await succeed(region, "import", "schools", region.path("later.csv"))
        try region.kill()
        let replaced = try await Program.parta.run(restore + ["--replace"], environment: region.environment)
        #expect(replaced.exit == 0, "\(replaced.errors)")
        #expect(try await !succeed(region, "schools").output.contains("T-2"))
        let aside = try #require(
            try files(region).first { $0.hasPrefix("parta.sqlite.before-") && $0.hasSuffix("Z") })
        let old = try await succeed(region, "schools", "--database", "sqlite:\(region.path(aside))")
        #expect(old.output.contains("T-2"), "the log of the one moved aside was lost")
        try await region.start()
        #expect(try region.stop() == 0)
    }

    @Test(
        "a backup that is not whole, not the key's or none at all leaves nothing behind",
        arguments: ["cut", "changed", "other key", "no backup", "missing"])
    func bad(_ fault: String) async throws {
        let region = try await region()
        try await succeed(region, "backup", "key", "new", region.path("key"))
        try await succeed(region, "backup", region.path("b"))
        var file = try Data(contentsOf: URL(filePath: region.path("b")))
        let expected: String
        switch fault {
        case "cut":
            file.removeLast()
            expected = "ends too early"
        case "changed":
            file[file.count / 2] ^= 1
            expected = "is damaged"
        case "other key":
            try await succeed(region, "backup", "key", "new", region.path("other"))
            expected = "sealed to the key"
        case "no backup":
            file = try Data(contentsOf: URL(filePath: region.path("schools.csv")))
            expected = "is no backup"
        default: expected = "cannot read"
        }
        try file.write(to: URL(filePath: region.path("b")))
        let before = try files(region)
        let result = try await region.parta(
            "restore", region.path(fault == "missing" ? "nothing" : "b"), "--key",
            region.path(fault == "other key" ? "other" : "key"), "--database",
            "sqlite:\(region.path("elsewhere.sqlite"))")
        #expect(result.exit == 65 && result.errors.contains(expected), "\(result.errors)")
        #expect(try files(region) == before)
    }

    @Test("a damaged database does not take a good backup's place")
    func damagedDatabase() async throws {
        let region = try await region()
        try await succeed(region, "backup", "key", "new", region.path("key"))
        try await succeed(region, "backup", region.path("b"))
        let good = try Data(contentsOf: URL(filePath: region.path("b")))
        // Pages as a dying disk leaves them; the first two are good, so that it opens.
        let database = try FileHandle(forUpdating: URL(filePath: region.path("parta.sqlite")))
        let size = try database.seekToEnd()
        for page in stride(from: UInt64(8_192), to: size, by: 4_096) {
            try database.seek(toOffset: page + 2_000)
            try database.write(contentsOf: Data(repeating: 0xA5, count: 2_096))
        }
        try database.close()
        let result = try await region.parta("backup", region.path("b"))
        #expect(result.exit == 65, "\(result.errors)")
        #expect(try Data(contentsOf: URL(filePath: region.path("b"))) == good)
        #expect(try !files(region).contains { $0.hasSuffix(".partial") || $0.hasSuffix("-copy") })
    }

    @Test("two backups at once do not get into each other's way, and what a killed one left is no hindrance")
    func atOnce() async throws {
        let region = try await region()
        try await succeed(region, "backup", "key", "new", region.path("key"))
        try Data("left".utf8).write(to: URL(filePath: region.path("parta.sqlite.backup-copy")))
        try Data("left".utf8).write(to: URL(filePath: region.path("b.partial")))
        async let one = region.parta("backup", region.path("b"))
        async let two = region.parta("backup", region.path("b"))
        let results = try await [one, two]
        #expect(results.contains { $0.exit == 0 }, "\(results)")
        #expect(results.allSatisfy { $0.exit == 0 || $0.exit == 69 && $0.errors.contains("try again") }, "\(results)")
        try await succeed(
            region, "restore", region.path("b"), "--key", region.path("key"), "--database",
            "sqlite:\(region.path("elsewhere.sqlite"))")
    }
}
