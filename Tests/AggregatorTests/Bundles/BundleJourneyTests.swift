import Foundation
import Outbox
import Reports
import Store
import Testing

@testable import Agent
@testable import Aggregator

/// Reports on a stick: sealed by the real agent, taken by the real aggregator, answered by a file.
@Suite("Bundles from computer to region and back", .timeLimit(.minutes(2)))
struct BundleJourneyTests {
    @Test("the same reports by bundle and by wire count once", arguments: [true, false])
    func bothWays(wireFirst: Bool) async throws {
        try await BundleWorld.run { world in
            let core = try await world.enrolled("pc")
            try world.see("tablet", by: core)
            let file = try await world.export(core)
            // Nothing is forgotten by exporting.
            #expect(try core.outbox.status().pending == 1)
            if wireFirst { #expect(try await core.deliver(.everything).delivered == 1) }
            let (results, _) = try await world.take(file)
            #expect(results[0].outcome == .taken && results[0].refused == 0)
            #expect(results[0].stored == (wireFirst ? 0 : 1) && results[0].duplicates == (wireFirst ? 1 : 0))
            if !wireFirst { #expect(try await core.deliver(.everything).delivered == 1) }
            #expect(try await world.server.storedCount() == 1)
            let again = try await world.take(file)
            #expect(again.results[0].stored == 0 && again.results[0].duplicates == 1 && again.results[0].isGood)
            #expect(try await world.server.storedCount() == 1)
        }
    }

    @Test("an answer lets the agent forget, its own only, and never goes backwards")
    func acknowledged() async throws {
        try await BundleWorld.run { world in
            let (one, two) = (try await world.enrolled("one"), try await world.enrolled("two"))
            try world.see("a", by: one)
            try world.see("b", by: two)
            let files = [try await world.export(one), try await world.export(two)]
            let (_, answers) = try await world.take(files, keys: world.keys)
            try #require(answers.count == 2)
            let mine = try #require(
                Self.find(answers, for: one, region: world.server.region.publicKey))
            let other = try #require(Self.find(answers, for: two, region: world.server.region.publicKey))
            #expect(throws: BundleRefusal.anotherAgent) { try BundleDesk(core: one).acknowledge(other) }
            #expect(try one.outbox.status().pending == 1)
            #expect(try BundleDesk(core: one).acknowledge(mine).acknowledged == 1)
            #expect(try one.outbox.status().pending == 0)
            let again = try BundleDesk(core: one).acknowledge(mine)
            #expect(again.isOld && again.acknowledged == 0)
            let forged = try Envelope.seal(
                Acknowledgement(agent: two.agent, serverTime: Date(), accepted: [], storeEpoch: "x"),
                kind: .acknowledgement, with: SigningKey())
            #expect(throws: BundleRefusal.foreign) { try BundleDesk(core: two).acknowledge(forged.text) }
        }
    }

    @Test("an answer says nothing of reports that were not exported")
    func onlyExported() async throws {
        try await BundleWorld.run { world in
            let core = try await world.enrolled("pc")
            try world.see("a", by: core)
            _ = try await world.export(core)
            try world.see("b", by: core)
            _ = try core.seal(.everything)
            let answer = try Envelope.seal(
                Acknowledgement(
                    agent: core.agent, serverTime: world.server.clock.now,
                    accepted: [AcceptedStream(stream: core.outbox.stream, ranges: SequenceRanges(1...9))],
                    storeEpoch: "e"), kind: .acknowledgement, with: world.server.region.signingKey)
            #expect(try BundleDesk(core: core).acknowledge(answer.text).acknowledged == 1)
            #expect(try core.outbox.status().pending == 1)
        }
    }

    @Test("what was acknowledged travels again only when all is asked for")
    func all() async throws {
        try await BundleWorld.run { world in
            let core = try await world.enrolled("pc")
            try world.see("a", by: core)
            #expect(try await core.deliver(.everything).delivered == 1)
            let few = try await world.take(try await world.export(core))
            #expect(few.results[0].duplicates == 0)
            let all = try await world.take(try await world.export(core, all: true))
            #expect(all.results[0].duplicates == 1)
        }
    }

    @Test("a school without any Internet enrols by its first bundle, and is answered each time")
    func offlineSchool() async throws {
        try await BundleWorld.run { world in
            let core = try world.core("offline")
            let code = try await world.server.code(uses: 1)
            let request = EnrollmentRequest(
                publicKey: core.agent == core.key.publicKey.agentID ? core.key.publicKey : SigningKey().publicKey,
                secret: code.secret, room: "7", label: "PC-7", agentVersion: "1")
            let envelope = try Envelope.seal(request, kind: .enrollment, with: core.key).text
            let (region, sealing) = (world.server.region.publicKey, world.keys.current.publicKey)
            let hooks = BundleHooks(region: { region }, sealingKey: { sealing }, enrollment: { envelope })
            _ = try core.outbox.record(
                scan: Scan(computer: Computer(agentVersion: "1"), devices: [], collectors: []), at: core.clock.now(),
                day: "2026-09-01", awakeSeconds: 1, replugged: [])
            let file = try await world.export(core, hooks: hooks)
            for round in 1...2 {
                let (results, answers) = try await world.take(file)
                #expect(
                    results[0].outcome == .taken && results[0].school == "T-1" && results[0].enrolled == (round == 1))
                let text = try #require(Self.find(answers, for: core, region: region))
                let answer = try Envelope(text: text).open(
                    Acknowledgement.self, kind: .acknowledgement, with: region)
                let receipt = try Envelope(text: #require(answer.receipt))
                    .open(EnrollmentReceipt.self, kind: .receipt, with: region)
                #expect(receipt.agent == core.agent && receipt.school == "T-1")
            }
            #expect(try await world.server.storedCount() == 1)
        }
    }

    @Test("a stranger's bundle and one with a wrong code are kept aside, a revoked agent's is quarantined")
    func kept() async throws {
        try await BundleWorld.run { world in
            let (region, sealing) = (world.server.region.publicKey, world.keys.current.publicKey)
            let stranger = try world.core("stranger")
            let strange = try await world.export(
                stranger, hooks: BundleHooks(region: { region }, sealingKey: { sealing }))
            let core = try await world.enrolled("pc")
            try world.see("a", by: core)
            let file = try await world.export(core)
            try await world.server.store.revoke(core.agent, at: world.server.clock.now)
            let (results, answers) = try await world.take(strange, file)
            #expect(results.map(\.outcome) == [.setAside, .quarantined])
            #expect(answers.isEmpty)
            #expect(try await world.server.storedCount() == 0)
            let kept = try await world.server.store.keptBundles()
            #expect(kept.map(\.content) == [strange, file])
            let none = try await world.server.store.note(kept[1], limitBytes: 10)
            #expect(!none)
        }
    }

    @Test("a bundle for a retired key is opened for two years", arguments: [(700.0, true), (731.0, false)])
    func retired(days: Double, opens: Bool) async throws {
        try await BundleWorld.run { world in
            let old = SealingKey()
            let json = [["key": old.rawRepresentation.base64EncodedString(), "retired_at": "2025-09-01T06:00:00Z"]]
            _ = try await world.server.store.establishRegionSecrets(
                RegionSecrets(["retired_sealing_keys": try JSONSerialization.data(withJSONObject: json)]))
            let core = try await world.enrolled("pc")
            core.trust?.take([try world.trust(old.publicKey, version: 2)], of: world.server.region.publicKey)
            let file = try await world.export(core)
            let now = try Date("2025-09-01T06:00:00Z", strategy: .iso8601).addingTimeInterval(days * 86_400)
            let keys = try SealingKeys(of: try await RegionIdentity.load(from: world.server.store), now: now)
            let (results, _) = try await world.take([file], keys: keys)
            #expect(results[0].outcome == (opens ? .taken : nil))
            #expect(opens || results[0].message?.contains(old.publicKey.id) == true)
        }
    }

    @Test("a cut bundle gives what was whole, and the others of the run are taken")
    func damaged() async throws {
        try await BundleWorld.run { world in
            let core = try await world.enrolled("pc")
            try world.see("a", by: core)
            let file = try await world.export(core)
            let foreign = Data("PARTA-BUNDLE 1\n{}\n".utf8)
            let (results, answers) = try await world.take(Data(file.dropLast(1)), foreign, Data("x".utf8), file)
            #expect(results.map(\.outcome) == [nil, nil, nil, .taken])
            #expect(results.prefix(3).allSatisfy { $0.message != nil && !$0.isGood })
            #expect(answers.count == 1)
            #expect(try await world.server.storedCount() == 1)
        }
    }

    @Test("each file is noted in the audit log with the account kept of it; one that is none changes nothing")
    func noted() async throws {
        try await BundleWorld.run { world in
            let core = try await world.enrolled("pc")
            try world.see("a", by: core)
            let file = try await world.export(core)
            let importer = BundleImporter(
                store: world.server.store, region: world.server.region, keys: world.keys,
                now: { world.server.clock.now })
            var book = AcknowledgementBook()
            for piece in [file, Data("x".utf8), file] {
                var rest: Data? = piece
                let noting = { (result: BundleResult) in
                    AuditEntry(
                        at: world.server.clock.now, who: "aigul", action: .bundlesImported, object: "a file",
                        detail: "\(result.stored) new, \(result.duplicates) before")
                }
                _ = try await importer.take(into: &book, noting: noting) { rest.take() }
            }
            let entries = try await world.server.store.audit(since: nil, limit: nil)
            #expect(entries.map(\.detail) == ["0 new, 1 before", "1 new, 0 before"])
        }
    }

    @Test("a thousand bundles in one run")
    func thousand() async throws {
        try await BundleWorld.run { world in
            var files: [Data] = []
            let now = ObservedTime(bootID: "b", monotonic: 1, wallClock: world.server.clock.now)
            let code = try await world.server.code(uses: 1_000)
            for number in 0..<1_000 {
                let key = SigningKey()
                let request = EnrollmentRequest(
                    publicKey: key.publicKey, secret: code.secret, room: nil, label: "PC-\(number)", agentVersion: "1")
                let manifest = BundleManifest(
                    publicKey: key.publicKey, agentVersion: "1", createdAt: now,
                    enrollment: try Envelope.seal(request, kind: .enrollment, with: key).text)
                var writer = try BundleWriter(manifest, to: world.keys.current.publicKey, created: now.wallClock)
                var file = try writer.append(try world.server.report(key, 1))
                file += try writer.finish()
                files.append(file)
            }
            let (results, answers) = try await world.take(files, keys: world.keys)
            #expect(results.allSatisfy { $0.isGood && $0.enrolled && $0.stored == 1 })
            #expect(answers.count == 1_000)
            #expect(try await world.server.store.envelopes(after: 0, limit: 2_000, scope: .everything).count == 1_000)
        }
    }

    private static func find(_ answers: [String], for core: AgentCore, region: VerifyingKey) -> String? {
        var search = AcknowledgementSearch(agent: core.agent, region: region)
        search.read(Data(answers.joined(separator: "\n").utf8))
        search.endFile()
        return search.found
    }
}
