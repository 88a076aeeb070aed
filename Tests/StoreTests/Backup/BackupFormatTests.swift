import FoundationEssentials
import Reports
import Store
import Testing

@Suite("The format of backups")
struct BackupFormatTests {
    private let key = SealingKey()
    private let region = SigningKey()

    private func manifest(_ database: Data) -> BackupManifest {
        BackupManifest(
            createdAt: Date(timeIntervalSince1970: 1_756_706_400), version: "1", region: region.publicKey,
            databaseBytes: database.count)
    }

    private func backup(of database: Data, manifest: BackupManifest? = nil) throws -> Data {
        var writer = try BackupWriter(manifest ?? self.manifest(database), to: key.publicKey)
        var file = Data()
        var rest = database[...]
        while !rest.isEmpty {
            file += try writer.append(Data(rest.prefix(BackupFormat.recordBytes)))
            rest = rest.dropFirst(BackupFormat.recordBytes)
        }
        return try file + writer.finish()
    }

    private func restored(_ file: Data, by key: SealingKey? = nil, piece: Int = 100_000) throws -> Data {
        var reader = BackupReader(key: key ?? self.key)
        var database = Data()
        var rest = file[...]
        while !rest.isEmpty {
            database += try reader.read(Data(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        try reader.finish()
        #expect(reader.manifest == manifest(database))
        return database
    }

    /// A database of pages that compress well, badly, and not at all.
    private static func database(_ bytes: Int) -> Data {
        Data(
            (0..<bytes).map { index in
                switch (index / 4_096) % 3 {
                case 0: 0
                case 1: UInt8(truncatingIfNeeded: index / 7)
                default: UInt8.random(in: .min ... .max)
                }
            })
    }

    @Test(
        "what went in comes out, in pieces of any size",
        arguments: [
            (0, 100), (1, 1), (4_096, 7), (262_144, 65_536), (262_145, 262_144), (1_200_000, 100_000),
            (1_200_000, 2_000_000),
        ])
    func roundTrip(bytes: Int, piece: Int) throws {
        let database = Self.database(bytes)
        let file = try backup(of: database)
        #expect(try restored(file, piece: piece) == database)
        #expect(file.starts(with: Data("PARTA-BACKUP 1\n{".utf8)))
        #expect(bytes < 1_000_000 || file.count < bytes * 2 / 3, "\(file.count) bytes for \(bytes)")
    }

    @Test("a page of one byte repeated is no zip bomb")
    func dense() throws {
        let database = Data(count: 3 * BackupFormat.recordBytes)
        let file = try backup(of: database)
        #expect(try restored(file) == database)
        #expect(file.count < 4_096)
    }

    @Test("cut anywhere, it is known to be cut")
    func truncated() throws {
        let file = try backup(of: Self.database(600_000))
        for length in [0, 5, 14, 15, 60, 200, 300, file.count / 2, file.count - 1] {
            #expect(throws: BackupFault.truncated, "cut at \(length)") { try restored(file.prefix(length)) }
        }
    }

    @Test("one bit changed anywhere is found")
    func changed() throws {
        let file = try backup(of: Data("what was kept".utf8))
        for index in file.indices {
            var changed = file
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(throws: BackupFault.self, "byte \(index)") { try restored(changed) }
        }
    }

    @Test("what is no backup, or of another key, is told apart")
    func others() throws {
        let file = try backup(of: Data("x".utf8))
        #expect(throws: BackupFault.otherKey(key.publicKey.id)) { try restored(file, by: SealingKey()) }
        #expect(throws: BackupFault.notABackup) { try restored(Data("SQLite format 3\0".utf8)) }
        #expect(throws: BackupFault.newerVersion) { try restored(Data("PARTA-BACKUP 2\n{}\n".utf8)) }
        #expect(throws: BackupFault.damaged) { try restored(file + Data([0])) }
        let bundleManifest = BundleManifest(
            publicKey: region.publicKey, agentVersion: "1",
            createdAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: Date(timeIntervalSince1970: 0)))
        let bundle = try BundleWriter(bundleManifest, to: key.publicKey, created: Date(timeIntervalSince1970: 0))
            .finish()
        #expect(throws: BackupFault.notABackup) { try restored(bundle) }
    }

    @Test("less or more than the manifest promises is no whole database", arguments: [-1, 1])
    func counted(difference: Int) throws {
        let database = Data("what was kept".utf8)
        var manifest = manifest(database)
        manifest.databaseBytes += difference
        let file = try backup(of: database, manifest: manifest)
        #expect(throws: BackupFault.badContent) { try restored(file) }
    }

    @Test("keys survive being copied as text, and no slip of one character does")
    func keyText() throws {
        let text = BackupKeyText.text(of: key.publicKey)
        #expect(BackupKeyText.publicKey(text) == key.publicKey)
        for index in text.indices {
            var slip = text
            slip.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(BackupKeyText.publicKey(slip) == nil, "\(slip)")
        }
        #expect(BackupKeyText.publicKey(String(text.dropLast())) == nil)
        let file = BackupKeyText.file(of: key)
        #expect(BackupKeyText.key(inFile: file)?.rawRepresentation == key.rawRepresentation)
        #expect(BackupKeyText.key(inFile: file.replacing("\n", with: "\r\n")) != nil)
        #expect(BackupKeyText.key(inFile: text) == nil && BackupKeyText.key(inFile: file + file) == nil)
        #expect(!file.contains(text), "the public text must not pass for the private one")
    }
}
