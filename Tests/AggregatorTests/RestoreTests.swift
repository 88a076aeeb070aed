import Aggregator
import Foundation
import Outbox
import Presentation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import Agent

/// Real agents, the real aggregator over TLS and its real database, which is set back to a backup a day old.
@Suite("A region restored from a backup", .timeLimit(.minutes(2)))
struct RestoreTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
    private let key = SealingKey()

    private func withFolder(_ body: () async throws -> Void) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body()
    }

    private func serve(
        _ store: RelationalStore, clock: TestClock, port: Int = 0,
        _ body: (LiveAggregator, TrustBoard) async throws -> Void
    ) async throws {
        _ = try await store.importSchools([LiveAggregator.school], dryRun: false)
        let region = try await RegionIdentity.load(from: store)
        let board = try await TrustBoard(region: region, store: store, now: { clock.now })
        let listening: (inout AggregatorConfiguration) -> Void = { configuration in
            configuration.tls = .on
            configuration.listen.port = port
        }
        try await LiveAggregator.run(store: store, clock: clock, configure: listening, trust: board) { server in
            try await body(server, board)
        }
    }

    /// As the command does it.
    private func restore(_ backup: String, now: Date) async throws -> RelationalStore {
        let path = "\(folder)/restored-\(UUID().uuidString).sqlite"
        let restoration = try Restoration(of: BackupFile(path: backup), to: path, replacing: false)
        let (store, _) = try await restoration.unpack(with: key)
        _ = try await RegionIdentity.restored(in: store, now: now)
        #expect(try restoration.place(store, aside: ".before") == nil)
        return try SQLiteStore.openExisting(path: path)
    }

    /// One start of the agent's program.
    private func round(_ pc: IdentityTests.PC, test: String? = nil) async throws -> RoundSummary {
        let core = try pc.core("\(folder)/\(pc.number)")
        let line = test.map { LineTest(id: $0, startedAt: pc.clock.now(), downloadMbps: 8, server: "ws://127.0.0.1:1") }
        return try await AgentRound(
            scan: { pc.scan($0) }, measure: { _ in line.map { .tested($0) } ?? .notTested(reason: "not here") }
        ).run(on: core)
    }

    private func enroll(_ pc: IdentityTests.PC, at server: LiveAggregator) async throws {
        let file = try EnrollmentFile(
            server: ServerAddress("https://127.0.0.1:\(server.port)"), code: try await server.code())
        try await pc.core("\(folder)/\(pc.number)").enroll(with: file)
    }

    /// What the store holds, by what its readers would notice.
    private struct Holdings: Equatable {
        var envelopes: Set<String>
        var count: Int
        var devices: [String]
        var agents: Set<AgentID>

        init(_ store: any Store, at moment: Date) async throws {
            let stored = try await store.envelopes(after: 0, limit: 1_000, scope: .everything)
            envelopes = Set(stored.map(\.text))
            count = stored.count
            let query = Query(asOf: moment)
            devices = try await store.devices(query, scope: .everything).map {
                "\($0.agent.text) \($0.id) \($0.minutes) \($0.attached)"
            }.sorted()
            agents = Set(try await store.agents(query, scope: .everything).filter { $0.school == "T-1" }.map(\.agent))
        }
    }

    @Test(
        "gets back all that was acknowledged since, once, and locks nobody out", arguments: [0, 1, 2, 3])
    func dayOld(rotations: Int) async throws {
        try await withFolder {
            let clock = TestClock()
            let (first, second) = (IdentityTests.PC(1, start: clock.start), IdentityTests.PC(2, start: clock.start))
            let day = 24.0 * 60
            let end = clock.start.addingTimeInterval(2 * 86_400)
            let store = try SQLiteStore.open(path: "\(folder)/one.sqlite")
            var port = 0
            var before: Holdings?
            var epoch = ""
            try await serve(store, clock: clock) { server, board in
                port = server.port
                epoch = server.region.storeEpoch
                try await enroll(first, at: server)
                first.plug("tablet", at: 0)
                #expect(try await round(first, test: "before").exitStatus == .ok)
                _ = try await store.backUp(
                    to: "\(folder)/backup", key: key.publicKey, region: server.region.publicKey, at: clock.now)

                clock.advance(seconds: 86_400)
                for number in 1...rotations + 1 {
                    if number > 1 {
                        _ = try await server.region.rotateServerKey(in: store, now: clock.now)
                        _ = try await board.refresh()
                    }
                    first.plug("tablet", "mouse", at: day + 10 * Double(number))
                    #expect(try await round(first, test: "after \(number)").exitStatus == .ok)
                }
                try await enroll(second, at: server)
                for number in 1...2 {
                    second.plug("camera", at: day + 60 + 10 * Double(number))
                    #expect(try await round(second, test: "new \(number)").exitStatus == .ok)
                }
                before = try await Holdings(store, at: end)
            }
            try store.close()

            let restored = try await restore("\(folder)/backup", now: clock.now)
            let known = try #require(before)
            #expect(known.agents.count == 2 && known.count > 3)
            #expect(try await Holdings(restored, at: end).agents.count == 1)
            try await serve(restored, clock: clock, port: port) { server, _ in
                #expect(server.region.storeEpoch != epoch)
                for pc in [first, second] {
                    // A start after the loss finds the region changed, and a later one finds nothing more to do.
                    let rounds = [try await round(pc), try await round(pc), try await round(pc)]
                    #expect(rounds.allSatisfy { $0.exitStatus == .ok }, "\(rounds.map(\.delivery))")
                    #expect(rounds.map(\.delivery.resent).reduce(0, +) > 0, "PC \(pc.number) had something to resend")
                    #expect(rounds[2].delivery.resent == 0)
                    #expect(rounds.allSatisfy { $0.left.pending == 0 && $0.left.refused == 0 })
                }
                let after = try await Holdings(restored, at: end)
                #expect(after.envelopes.isSuperset(of: known.envelopes), "acknowledged reports are missing")
                #expect(after.envelopes.count == after.count, "a report counts twice")
                #expect(after.devices == known.devices)
                #expect(after.agents == known.agents)
            }
        }
    }

    @Test(
        "has every key of the region, its settings and statements, and only the epoch and the statement's number change"
    )
    func keys() async throws {
        try await withFolder {
            let store = try SQLiteStore.open(path: "\(folder)/one.sqlite")
            let now = Date(timeIntervalSince1970: 1_756_706_400)
            let region = try await RegionIdentity.load(from: store)
            _ = try await region.rotateSealingKey(in: store, now: now)
            let board = try await TrustBoard(region: region, store: store, now: { now })
            let before = try await store.regionState()
            let note = try await store.backUp(
                to: "\(folder)/backup", key: key.publicKey, region: region.publicKey, at: now)
            #expect(try await store.lastBackup() == note)
            let size = try FileManager.default.attributesOfItem(atPath: note.path)[.size] as? Int
            #expect(size == note.bytes)

            let restored = try await restore("\(folder)/backup", now: now)
            let after = try await restored.regionState()
            let changed = before.secrets.values.filter { after.secrets[$0.key] != $0.value }
            #expect(changed.keys.sorted() == ["store_epoch"])
            #expect(Set(after.secrets.values.keys) == Set(before.secrets.values.keys))
            #expect(before.secrets.values.count >= 10, "\(before.secrets)")
            #expect(Array(after.statements.dropLast()) == before.statements)
            let heir = try await RegionIdentity.load(from: restored)
            let trust = try await heir.trust(in: restored, now: now).newest
            #expect(trust.version == 1_756_706_400)
            #expect(trust.pins == board.newest.pins && trust.sealingKey == board.newest.sealingKey)
            #expect(heir.publicKey == region.publicKey && heir.hashKey == region.hashKey)
            // Two restores of one backup are two epochs.
            let again = try await restore("\(folder)/backup", now: now)
            #expect(try await RegionIdentity.load(from: again).storeEpoch != heir.storeEpoch)
        }
    }

    @Test("is a copy of one moment, however much is written beside it")
    func beside() async throws {
        try await withFolder {
            let store = try SQLiteStore.open(path: "\(folder)/one.sqlite")
            let region = try await RegionIdentity.load(from: store)
            // Another connection, as `parta serve` has beside `parta backup`: each pair comes in one transaction.
            let other = try SQLiteStore.open(path: "\(folder)/one.sqlite")
            let now = Date(timeIntervalSince1970: 1_756_706_400)
            async let writing: Void = {
                for number in 0..<200 {
                    let pair = ["a", "b"].map { (half: String) in
                        School(id: "\(half)\(number)", names: Names(en: half), area: AreaPath(country: "Kazakhstan"))
                    }
                    _ = try await other.importSchools(pair, dryRun: false)
                }
            }()
            for number in 1...5 {
                _ = try await store.backUp(
                    to: "\(folder)/\(number)", key: key.publicKey, region: region.publicKey, at: now)
            }
            try await writing
            for number in 1...5 {
                let restored = try await restore("\(folder)/\(number)", now: now)
                let schools = Set(try await restored.schools(Query(asOf: now), scope: .everything).map(\.school.id))
                let halves = ["a", "b"].map { (half: String) in
                    Set(schools.filter { $0.hasPrefix(half) }.map { $0.dropFirst() })
                }
                #expect(halves[0] == halves[1])
                try restored.close()
            }
        }
    }
}
