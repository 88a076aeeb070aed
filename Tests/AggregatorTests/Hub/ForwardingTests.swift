import FoundationEssentials
import Reports
import SQLiteStore
import Store
import Synchronization
import Testing

@testable import Aggregator

@Suite("A region that forwards to a hub", .timeLimit(.minutes(2)))
struct ForwardingTests {
    private func hub(_ body: (LiveAggregator, ForwardingRegion) async throws -> Void) async throws {
        try await LiveAggregator.run(store: SQLiteStore.inMemory()) { hub in
            try await body(hub, ForwardingRegion(clock: hub.clock))
        }
    }

    @Test("tells figures once, and then what has changed")
    func rollups() async throws {
        try await hub { hub, region in
            let service = try await region.service(port: hub.port, token: hub.regionToken())
            let told = try await service.round()
            #expect(told == ForwardingRound.Told(schools: 2))
            #expect(try await hub.tablets() == 4)
            let schools = try await hub.store.schools(Query(asOf: hub.clock.now), scope: .everything)
            #expect(schools.map(\.computers) == [1, 1] && schools.map(\.devices) == [2, 2])
            #expect(try await hub.storedCount() == 0)
            #expect(try await hub.store.computers(Query(asOf: hub.clock.now), scope: .everything).isEmpty)
            #expect(try await service.round() == ForwardingRound.Told())
            try await region.report(from: "K-2", 2, tablets: 5)
            #expect(try await service.round() == ForwardingRound.Told(schools: 1))
            #expect(try await hub.tablets() == 7)
            let row = try #require(try await hub.store.hubRegions(Query(asOf: hub.clock.now), scope: .everything).first)
            #expect(
                row.state == .current && row.rollupSchools == 2 && row.region == region.identity.publicKey.agentID.text)
        }
    }

    @Test("tells of few children nothing")
    func fewChildren() async throws {
        try await hub { hub, region in
            let period = try #require(ReportingPeriod("2025"))
            func values(_ id: String) -> [IndicatorValue] {
                zip(["K-1", "K-2"], [3.0, 40]).map {
                    IndicatorValue(indicator: id, school: $0.0, period: period, value: $0.1, target: 50)
                }
            }
            _ = try await region.store.importIndicators(
                [
                    Indicator(id: "children", names: Names(en: "C"), unit: "children", countsChildren: true),
                    Indicator(id: "lessons", names: Names(en: "L"), unit: "lessons"),
                ], values: values("children") + values("lessons"), dryRun: false)
            _ = try await region.service(port: hub.port, token: hub.regionToken()).round()
            let query = Query(asOf: hub.clock.now)
            #expect(try await hub.store.schools(query, scope: .everything).map(\.school.pupils) == [nil, 300])
            let rows = try await hub.store.indicators(query, by: .school, scope: .everything)
            #expect(rows.filter { $0.indicator == "lessons" }.map(\.value) == [3, 40])
            let children = rows.filter { $0.indicator == "children" }
            #expect(children.first { $0.school == "K-1" }?.value == nil && children.count == 2)
        }
    }

    @Test("hands envelopes on where that is set, each once, from then on")
    func envelopes() async throws {
        try await hub { hub, region in
            let service = try await region.service(port: hub.port, token: hub.regionToken())
            _ = try await service.round()
            try await region.set("envelopes")
            try await region.report(from: "K-1", 2)
            try await region.report(from: "K-2", 2)
            let told = try await service.round()
            #expect(told.envelopes == 2 && told.refused == 0)
            #expect(try await service.round().envelopes == 0)
            #expect(try await hub.storedCount() == 2)
            let computers = try await hub.store.computers(Query(asOf: hub.clock.now), scope: .everything)
            #expect(computers.map(\.school) == ["K-1", "K-2"] && computers.map(\.room) == ["7", "7"])
            #expect(try await hub.tablets() == 4)
            // The hub steers nobody: its own requests are those of a stranger.
            let key = try #require(region.keys["K-1"])
            let answer = try await hub.post("/v1/reports", hub.report(key, 9))
            #expect(answer.status == 403 && answer.word == "unknown_agent")
            let rows = try await hub.store.hubRegions(Query(asOf: hub.clock.now), scope: .everything)
            #expect(rows.map(\.envelopeSchools) == [2] && rows.map(\.envelopes) == [2])
            #expect(rows.map(\.envelopesWaiting) == [0])
            try await region.set("none")
            try await region.report(from: "K-1", 3, tablets: 9)
            #expect(try await service.round() == ForwardingRound.Told())
            #expect(try await hub.tablets() == 4)
        }
    }

    @Test(
        "a connection that breaks anywhere loses nothing and doubles nothing",
        arguments: [
            CuttingRelay.Cut.request(0), .request(300), .request(600), .answer(0), .answer(1), .answer(40),
        ], 1...3)
    func broken(_ cut: CuttingRelay.Cut, connection: Int) async throws {
        try await hub { hub, region in
            try await region.set("envelopes")
            try await region.report(from: "K-1", 2)
            let token = try await hub.regionToken()
            let isCutting = Mutex(true)
            try await CuttingRelay.run(
                to: hub.port, cut: { number in isCutting.withLock { $0 } && number == connection ? cut : nil }
            ) { port in
                let service = try region.service(port: port, token: token)
                await #expect(throws: (any Error).self) { _ = try await service.round() }
                isCutting.withLock { $0 = false }
                try await region.report(from: "K-2", 2, tablets: 3)
                _ = try await service.round()
            }
            #expect(try await hub.storedCount() == 4)
            #expect(try await hub.tablets() == 5)
            let row = try #require(try await hub.store.hubRegions(Query(asOf: hub.clock.now), scope: .everything).first)
            #expect(row.state == .current && row.envelopes == 4 && row.envelopesWaiting == 0)
        }
    }

    @Test("weeks without the hub leave the region as it is, and nothing is missing afterwards")
    func away() async throws {
        let clock = TestClock()
        let region = try await ForwardingRegion(clock: clock)
        let hubStore = try SQLiteStore.inMemory()
        let token = Mutex("")
        try await LiveAggregator.run(store: hubStore, clock: clock) { hub in
            let made = try await hub.regionToken()
            token.withLock { $0 = made }
        }
        let pauses = Mutex<[TimeInterval]>([])
        let gone = try region.service(port: 1, token: token.withLock { $0 }) { seconds in
            let count = pauses.withLock { pauses in
                pauses.append(seconds)
                return pauses.count
            }
            guard count < 12 else { throw CancellationError() }
            clock.advance(seconds: 2 * 86_400)
            try await region.report(from: "K-1", count + 1, tablets: count)
        }
        try await gone.run()
        let all = pauses.withLock { $0 }
        #expect(all.prefix(4) == [3.75, 7.5, 15, 30] && all.last == 675)
        try await LiveAggregator.run(store: hubStore, clock: clock) { hub in
            let service = try region.service(port: hub.port, token: token.withLock { $0 })
            #expect(try await service.round().schools == 2)
            #expect(
                try await hub.tablets()
                    == region.store.stock(Query(asOf: clock.now), scope: .everything)
                    .filter { $0.category == .device(.tablet) }.reduce(0) { $0 + $1.low })
        }
    }

    @Test("a pause is never shorter than the hub asked for")
    func retryAfter() {
        let busy = ForwardingFailure.later("busy", retryAfterSeconds: 60)
        #expect(ForwardingService.pause(after: 1, busy, 0) == 60 && ForwardingService.pause(after: 1, busy, 1) == 75)
        #expect(ForwardingService.pause(after: 99, busy, 1) == 900)
        let endless = ForwardingFailure.later("busy", retryAfterSeconds: .max)
        #expect(ForwardingService.pause(after: 1, endless, 0) == 86_400)
        #expect(ForwardingService.pause(after: 1, ForwardingFailure.refused("no"), 0) == 2.5)
    }

    @Test("what lies outside the token's areas is left out, the rest is told, and it is tried again after a day")
    func outside() async throws {
        try await hub { hub, region in
            let far = School(id: "F", names: Names(en: "F"), area: AreaPath(country: "Kazakhstan", region: "Kostanay"))
            _ = try await region.store.importSchools([far], dryRun: false)
            let token = try await hub.regionToken("Aktobe", ["Kazakhstan/Aktobe"])
            let service = try region.service(port: hub.port, token: token)
            #expect(try await service.round() == ForwardingRound.Told(schools: 2, refused: 1))
            #expect(try await service.round() == ForwardingRound.Told())
            hub.clock.advance(seconds: 90_000)
            #expect(try await service.round().refused == 1)
            #expect(try await hub.store.schools(Query(asOf: hub.clock.now), scope: .everything).count == 2)
        }
    }

    @Test("two processes on one database forward in turn")
    func inTurn() async throws {
        try await hub { hub, region in
            let link = try HubLink(
                server: ReadingServer("http://127.0.0.1:\(hub.port)"), token: try await hub.regionToken())
            let start = ForwardingStart(
                url: "x", hub: try await link.meet(), epoch: region.identity.storeEpoch, holder: "another",
                now: hub.clock.now, until: hub.clock.now.addingTimeInterval(900))
            _ = try await region.store.beginForwarding(start)
            let service = try region.service(port: hub.port, token: try await hub.regionToken("two"))
            #expect(try await service.round().isElsewhere)
            hub.clock.advance(seconds: 901)
            #expect(try await service.round().schools == 2)
        }
    }

    @Test("the hub is known by its key, over rotations too, and no other is told anything")
    func pinned() async throws {
        let store = try SQLiteStore.inMemory()
        let clock = TestClock()
        let hubRegion = try await RegionIdentity.load(from: store)
        let board = try await TrustBoard(region: hubRegion, store: store, now: { clock.now })
        let pin = try #require(board.newest.pins.first)
        let region = try await ForwardingRegion(clock: clock)
        let secure: (inout AggregatorConfiguration) -> Void = { $0.tls = .on }
        try await LiveAggregator.run(store: store, clock: clock, configure: secure, trust: board) { hub in
            let (url, token) = ("https://127.0.0.1:\(hub.port)", try await hub.regionToken())
            let service = try region.service(port: 0, token: token, url: url, pin: pin)
            #expect(try await service.round().schools == 2)
            for _ in 0..<2 { _ = try await hubRegion.rotateServerKey(in: store, now: clock.now) }
            #expect(try await board.refresh())
            // Begun anew: what the hub's region has signed is remembered, and leads to the newest key.
            let again = try region.service(port: 0, token: token, url: url, pin: pin)
            try await region.report(from: "K-1", 2, tablets: 4)
            #expect(try await again.round().schools == 1)
            let stranger = try await ForwardingRegion(clock: clock)
            let pinned = try stranger.service(port: 0, token: token, url: url, pin: pin)
            await #expect(throws: ReadingFailure.untrusted(url, pinned: true)) { _ = try await pinned.round() }
        }
    }
}
