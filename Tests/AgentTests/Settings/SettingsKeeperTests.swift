import FoundationEssentials
import Glibc
import Reports
import Testing

@testable import Agent

/// Settings as they come to an agent: by whatever way, only the region's, and never older ones.
@Suite struct SettingsKeeperTests {
    let directory: TemporaryDirectory
    let region = SigningKey()
    let now = ObservedTime(bootID: "b", monotonic: 100, wallClock: Date(timeIntervalSince1970: 1_800_000_000))

    init() throws {
        directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.file("state"), withIntermediateDirectories: true)
    }

    private var keeper: SettingsKeeper { SettingsKeeper(directory: directory.file("state")) }
    private var path: String { directory.file("state") + "/settings.json" }

    private func signed(
        _ version: Int, monthlyMB: Int = 1, issued: Double = 0, by key: SigningKey? = nil,
        kind: Envelope.Kind = .settings
    ) throws -> String {
        var settings = RegionSettings()
        settings.monthlyMB = monthlyMB
        let document = SettingsDocument(
            version: version, issuedAt: Date(timeIntervalSince1970: 1_799_000_000 + issued), school: "S",
            settings: settings)
        return try Envelope.seal(document, kind: kind, with: key ?? region).text
    }

    @Test func theNewestHoldsAndAStartFindsItAgain() throws {
        let keeper = keeper
        #expect(keeper.document(of: region.publicKey) == nil)
        let text = try signed(5)
        #expect(try keeper.accept(envelopeText: text, of: region.publicKey, at: now) == .taken)
        #expect(try keeper.accept(envelopeText: text, of: region.publicKey, at: now) == .known)
        #expect(try keeper.accept(envelopeText: signed(4), of: region.publicKey, at: now) == .older)
        #expect(try keeper.accept(envelopeText: signed(5, issued: -1), of: region.publicKey, at: now) == .older)
        // Of the same version, signed later: the school was moved to another area.
        let moved = try signed(5, monthlyMB: 2, issued: 1)
        #expect(try keeper.accept(envelopeText: moved, of: region.publicKey, at: now) == .taken)
        #expect(try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self) == moved)
        var facts = stat()
        #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
        let again = self.keeper.document(of: region.publicKey)
        #expect(again?.version == 5 && again?.settings.monthlyMB == 2)
        let status = try SettingsKeeper.document(in: directory.file("state"), of: region.publicKey)
        #expect(status == again)
    }

    @Test func whatTheRegionDidNotSignIsRefusedAndChangesNothing() throws {
        let keeper = keeper
        _ = try keeper.accept(envelopeText: signed(5), of: region.publicKey, at: now)
        let good = try signed(6)
        let bad = try [
            signed(6, by: SigningKey()), signed(6, kind: .trust), "garbage", String(good.dropLast(4)), good + ".x",
            Envelope.seal(["version": 6], kind: .settings, with: region).text,
        ]
        for text in bad {
            #expect(throws: SettingsFailure.self) {
                _ = try keeper.accept(envelopeText: text, of: region.publicKey, at: now)
            }
        }
        #expect(keeper.document(of: region.publicKey)?.version == 5)
        #expect(self.keeper.document(of: region.publicKey)?.version == 5)
    }

    @Test("another region's settings, and a damaged file, count as none")
    func others() throws {
        _ = try keeper.accept(envelopeText: signed(5), of: region.publicKey, at: now)
        let other = SigningKey()
        let keeper = keeper
        #expect(keeper.document(of: other.publicKey) == nil)
        #expect(try keeper.accept(envelopeText: signed(1, by: other), of: other.publicKey, at: now) == .taken)
        try Data("half a fi".utf8).write(to: URL(filePath: path))
        #expect(self.keeper.document(of: other.publicKey) == nil)
        #expect(self.keeper.versionToAskWith(announced: 1, of: other.publicKey, at: now) == 0)
    }

    @Test("asks where the region announces newer ones, and for all of them once a week")
    func asking() throws {
        let keeper = keeper
        #expect(keeper.versionToAskWith(announced: nil, of: region.publicKey, at: now) == nil)
        #expect(keeper.versionToAskWith(announced: 5, of: region.publicKey, at: now) == 0)
        _ = try keeper.accept(envelopeText: signed(5), of: region.publicKey, at: now)
        for announced in [nil, 4, 5] {
            #expect(keeper.versionToAskWith(announced: announced, of: region.publicKey, at: now) == nil)
        }
        #expect(keeper.versionToAskWith(announced: 6, of: region.publicKey, at: now) == 5)
        var later = now
        later.wallClock += 7 * 86_400
        later.monotonic += 7 * 86_400
        #expect(keeper.versionToAskWith(announced: 5, of: region.publicKey, at: later) == 0)
        #expect(keeper.versionToAskWith(announced: 5, of: region.publicKey, at: later) == nil, "asked a moment ago")
        _ = try keeper.accept(envelopeText: signed(5), of: region.publicKey, at: later)
        later.monotonic += 2 * 86_400
        later.wallClock += 2 * 86_400
        #expect(keeper.versionToAskWith(announced: 5, of: region.publicKey, at: later) == nil)
        // A clock that was never set: once a boot and day, not at every delivery.
        let lost = ObservedTime(bootID: "c", monotonic: 5, wallClock: Date(timeIntervalSince1970: 0))
        #expect(keeper.versionToAskWith(announced: nil, of: region.publicKey, at: lost) == 0)
        #expect(keeper.versionToAskWith(announced: nil, of: region.publicKey, at: lost) == nil)
    }
}
