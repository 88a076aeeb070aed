import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let hubKey = SigningKey().publicKey
    private static var hubID: AgentID { hubKey.agentID }

    static let forwarding = [
        StoreContract("one process forwards at a time, and each number is drawn once") { world in
            let store = world.store
            #expect(try await store.forwardingState(url: "https://hub") == nil)
            let first = try #require(try await store.beginForwarding(world.forwarding("one", at: 0)))
            #expect(first == ForwardingState(hub: hubKey, statement: nil, position: 0, lost: 0, completeAt: nil))
            #expect(try await store.beginForwarding(world.forwarding("two", at: 899)) == nil)
            #expect(try await store.beginForwarding(world.forwarding("one", at: 899)) != nil)
            #expect(try await store.beginForwarding(world.forwarding("two", at: 2_000)) != nil)
            let number = try await store.drawForwardNumber(hub: hubID, above: 0, at: world.at(0))
            #expect(number == Int(world.start.timeIntervalSince1970) * 1_000)
            #expect(try await store.drawForwardNumber(hub: hubID, above: 0, at: world.at(-9_000)) == number + 1)
            #expect(try await store.drawForwardNumber(hub: hubID, above: number + 9, at: world.at(0)) == number + 10)
            try await store.endForwarding(hub: hubID, holder: "two", completeAt: world.at(2_001), statement: "signed")
            let state = try #require(try await store.forwardingState(url: "https://hub"))
            #expect(state.completeAt == world.at(2_001) && state.statement == "signed")
            #expect(try await store.beginForwarding(world.forwarding("three", at: 2_001)) != nil)
        },
        StoreContract("a school is told as it is now until the hub holds it, and a refused one again after a day") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.store.ingest([world.report(agent, 1, scan: world.scan([world.device("d")]))])
            _ = try await world.store.refreshFigures(world.query(), scope: .everything, limit: 9)
            _ = try await world.store.beginForwarding(world.forwarding("one", at: 0))
            func page(_ seconds: TimeInterval = 3_600, after: String? = nil) async throws -> ForwardPage {
                try await world.store.forwardPage(hub: hubID, after: after, limit: 2, asOf: world.at(seconds))
            }
            let all = try await page()
            #expect(all.schools.map(\.told.school.id) == ["A-1", "A-2"] && all.last == "A-2")
            let told = try #require(all.schools.first?.told)
            #expect(told.coverage.agents == 1 && told.devices == 1 && told.stock.map(\.low).contains(1))
            #expect(told.kind == .rollups && told.lastReport == world.at(0))
            #expect(try await page(after: "A-2").schools.map(\.told.school.id) == ["B-1"])
            #expect(try await page(after: "B-1").last == nil)
            try await world.store.noteForwarded(
                hub: hubID,
                all.schools.map {
                    ForwardedMark(
                        school: $0.told.school.id, digest: $0.digest, refused: $0.told.school.id == "A-2" ? "no" : nil)
                }, at: world.at(3_600))
            #expect(try await page().schools.isEmpty)
            #expect(try await page(90_001).schools.map(\.told.school.id) == ["A-2"])
            var changed = ContractWorld.schools[0]
            changed.pupils = 3
            try await world.importing([changed], on: 0)
            let again = try await page().schools.map(\.told.school)
            #expect(again.map(\.id) == ["A-1"] && again.first?.pupils == nil)
            try await world.forward("none", in: "Alga")
            #expect(try await page().schools.isEmpty)
        },
        StoreContract(
            "envelopes are handed on from where it was set, of schools that the hub holds, and told of when lost"
        ) {
            world in
            try await world.withSchools()
            let (one, two) = (try await world.withAgent(), try await world.withAgent(school: "A-2"))
            _ = try await world.store.ingest([world.report(one, 1), world.report(two, 1)])
            _ = try await world.store.beginForwarding(world.forwarding("one", at: 0))
            func next(_ limit: Int = 10, bytes: Int = 100_000) async throws -> ForwardedEnvelopes {
                try await world.store.forwardedEnvelopes(hub: hubID, limit: limit, bytes: bytes)
            }
            let before = try await next()
            #expect(before.texts.isEmpty && before.position > 0 && before.waiting == 0)
            try await world.store.noteForwarded(hub: hubID, position: before.position, lost: 0)
            try await world.forward("envelopes", in: "Alga")
            let reports = try (2...4).map { try world.report(one, $0) }
            _ = try await world.store.ingest([world.report(two, 2)] + reports)
            // Its school was not told yet.
            let untold = try await next()
            #expect(
                untold.texts.isEmpty && untold.waiting == 3 && untold.position == before.position + 1)
            try await world.store.noteForwarded(
                hub: hubID, [ForwardedMark(school: "A-1", digest: Data([1]))], at: world.at(0))
            let found = try await next()
            #expect(found.texts == reports.map(\.envelope.text) && found.agents.map(\.publicKey) == [one.key.publicKey])
            #expect(found.agents.map(\.school) == ["A-1"] && !found.hasMore && found.waiting == 0)
            let some = try await next(bytes: 1)
            #expect(some.texts == [reports[0].envelope.text] && some.hasMore)
            try await world.store.noteForwarded(hub: hubID, position: some.position, lost: 0)
            #expect(try await next().texts.count == 2)
            _ = try await world.store.forget(Forgetting(now: world.at(100 * 86_400)))
            let state = try #require(try await world.store.forwardingState(url: "https://hub"))
            #expect(state.position == some.position && state.lost == 2)
            // A restored database calls other envelopes by the same numbers.
            let restored = try await world.store.beginForwarding(world.forwarding("one", at: 0, epoch: "other"))
            #expect(restored?.position == 0)
        },
    ]
}

extension ContractWorld {
    fileprivate func forwarding(_ holder: String, at seconds: TimeInterval, epoch: String = "epoch") -> ForwardingStart
    {
        ForwardingStart(
            url: "https://hub", hub: StoreContract.forwardingHub, epoch: epoch, holder: holder, now: at(seconds),
            until: at(seconds + 900))
    }

    fileprivate func forward(_ word: String, in area: String) async throws {
        let own = try await store.settings(of: .area(area), scope: .everything).own
        var settings = own?.settings ?? RegionSettings()
        settings.forward = word
        _ = try await store.changeSettings(
            SettingsChange(
                place: .area(area), settings: settings, basedOn: own?.version ?? 0, by: "operator", at: at(0)))
    }
}

extension StoreContract {
    fileprivate static var forwardingHub: VerifyingKey { hubKey }
}
