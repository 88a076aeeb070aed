import Aggregator
import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@Suite("The region's word on its servers", .timeLimit(.minutes(1)))
struct ServerTrustTests {
    private let store: any Store
    private let clock = TestClock()

    init() throws { store = try SQLiteStore.inMemory() }

    @Test("a first start makes keys, certificate and the first statement, and a second one the same")
    func firstStart() async throws {
        let region = try await RegionIdentity.load(from: store)
        let board = try await TrustBoard(region: region, store: store, now: { clock.now })
        #expect(board.newest.version == 1)
        #expect(board.newest.pins.count == 2)
        #expect(board.newest.pins.first == board.certificate.pin)
        #expect(Set(board.newest.pins).count == 2)
        #expect(board.certificate.notAfter > clock.now.addingTimeInterval(390 * 86_400))
        let again = try await TrustBoard(
            region: try await RegionIdentity.load(from: store), store: store, now: { clock.now })
        #expect(again.certificate == board.certificate)
        #expect(again.statements == board.statements)
    }

    @Test("a certificate is renewed well before its end, under the same pin and without a statement")
    func renewal() async throws {
        let region = try await RegionIdentity.load(from: store)
        let board = try await TrustBoard(region: region, store: store, now: { clock.now })
        let first = board.certificate
        clock.advance(seconds: 200 * 86_400)
        #expect(try await board.refresh() == false)
        clock.advance(seconds: 100 * 86_400)
        #expect(try await board.refresh())
        #expect(board.certificate.pin == first.pin)
        #expect(board.certificate.chainPEM != first.chainPEM)
        #expect(board.certificate.notAfter > first.notAfter)
        #expect(board.statements.count == 1)
    }

    @Test("each rotation moves the next key up, and the chain ends at the newest statement")
    func rotation() async throws {
        let region = try await RegionIdentity.load(from: store)
        let board = try await TrustBoard(region: region, store: store, now: { clock.now })
        for version in 2...3 {
            let before = board.newest.pins
            _ = try await region.rotateServerKey(in: store, now: clock.now)
            #expect(try await board.refresh())
            #expect(board.newest.version == version)
            #expect(board.newest.pins.first == before.last)
            #expect(!before.contains(try #require(board.newest.pins.last)))
            #expect(board.certificate.pin == board.newest.pins.first)
        }
        #expect(board.statements.count == 3)
        let newest = try #require(ServerTrust.newest(among: board.statements, of: region.publicKey))
        #expect(newest.trust == board.newest)
        #expect(newest.text == board.statements.first)
        #expect(ServerTrust.newest(among: board.statements, of: SigningKey().publicKey) == nil)
    }

    @Test("two rotations at once are two rotations")
    func concurrentRotation() async throws {
        let region = try await RegionIdentity.load(from: store)
        let (store, now) = (store, clock.now)
        _ = try await region.trust(in: store, now: now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { _ = try await region.rotateServerKey(in: store, now: now) }
            }
            try await group.waitForAll()
        }
        let trust = try await region.trust(in: store, now: now)
        #expect(trust.newest.version == 5)
        #expect(trust.statements.count == 5)
    }

    @Test("servers are said, kept through rotations, and taken back")
    func servers() async throws {
        let region = try await RegionIdentity.load(from: store)
        _ = try await region.trust(in: store, now: clock.now)
        let named = ["https://parta.example:8443", "https://[2001:db8::1]:8443"]
        #expect(try await region.setServers(named, in: store).newest.version == 2)
        #expect(try await region.setServers(named, in: store).newest.version == 2)
        #expect(try await region.rotateServerKey(in: store).newest.servers == named)
        #expect(try await region.setServers([], in: store).newest.servers.isEmpty)
    }

    @Test("a retired sealing key is kept for two years, and no longer than the rotation after")
    func sealing() async throws {
        let region = try await RegionIdentity.load(from: store)
        let first = try #require(region.sealingKeys.first)
        #expect(try await region.trust(in: store, now: clock.now).newest.sealingKey.id == first.id)
        let rotated = try await region.rotateSealingKey(in: store, now: clock.now)
        let after = try await RegionIdentity.load(from: store).sealingKeys
        #expect(after.map(\.id) == [rotated.newest.sealingKey.id, first.id])
        #expect(after.map(\.retiredAt) == [nil, clock.now])
        #expect(after[1].raw == first.raw)
        clock.advance(seconds: 731 * 86_400)
        _ = try await region.rotateSealingKey(in: store, now: clock.now)
        let later = try await RegionIdentity.load(from: store).sealingKeys
        #expect(later.count == 2)
        #expect(!later.map(\.id).contains(first.id))
    }

    @Test(
        "a given certificate is pinned by its key, with the region's own beside it, and followed when its files change")
    func given() async throws {
        let region = try await RegionIdentity.load(from: store)
        let own = try await TrustBoard(region: region, store: store, now: { clock.now })
        let directory = try CertificateDirectory()
        let pin = try directory.write()
        let board = try await TrustBoard(region: region, store: store, files: directory.files, now: { clock.now })
        #expect(board.certificate.pin == pin)
        #expect(board.newest.pins == [pin, own.certificate.pin])
        #expect(board.newest.version == 2)
        await #expect(throws: AggregatorFailure.givenCertificate) { try await region.rotateServerKey(in: store) }

        #expect(try await board.refresh() == false)
        let other = try directory.write()
        #expect(try await board.refresh())
        #expect(board.certificate.pin == other)
        #expect(board.newest.pins == [other, own.certificate.pin])

        try directory.damageKey()
        await #expect(throws: AggregatorFailure.self) { try await board.refresh() }
        #expect(board.certificate.pin == other)

        let back = try await TrustBoard(region: region, store: store, now: { clock.now })
        #expect(back.certificate.pin == own.certificate.pin)
        #expect(back.newest.pins == own.newest.pins)
    }

    @Test("a certificate without its key is refused", arguments: ["missing", "another's", "garbage"])
    func badFiles(_ fault: String) async throws {
        let region = try await RegionIdentity.load(from: store)
        let directory = try CertificateDirectory()
        try directory.write()
        switch fault {
        case "missing": try directory.removeKey()
        case "garbage": try directory.damageKey()
        default: try directory.replaceKey()
        }
        await #expect(throws: AggregatorFailure.self) {
            try await TrustBoard(region: region, store: store, files: directory.files)
        }
    }
}
