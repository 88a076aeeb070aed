import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import Aggregator

@Suite("A server asked from elsewhere", .timeLimit(.minutes(1)))
struct ServerSourceTests {
    private static func withTLS(_ configuration: inout AggregatorConfiguration) { configuration.tls = .on }

    private func same<Row>(_ list: RowList<Row>, _ query: Query, _ source: ServerSource, _ world: ReadingWorld)
        async throws
    {
        let here = try await StoreSource(world.server.store).rows(list, query)
        let there = try await source.rows(list, query)
        #expect(try ReportCoder.encode(there) == ReportCoder.encode(here), "\(list.name) \(query)")
    }

    private func source(
        _ world: ReadingWorld, _ role: ReaderRole = .admin, pageRows: Int = 10_000
    ) async throws -> ServerSource {
        try ServerSource(
            ReadingServer("http://127.0.0.1:\(world.server.port)"), token: try await world.token(role),
            pageRows: pageRows, now: { world.server.clock.now })
    }

    @Test("answers each list as the database does, over as many pages as it takes", arguments: [1, 2, 10_000])
    func same(_ pageRows: Int) async throws {
        try await ReadingWorld.run { world in
            let source = try await source(world, pageRows: pageRows)
            let now = world.server.clock.now
            var queries = [
                Query(asOf: now, since: now.addingTimeInterval(-86_400)),
                Query(asOf: now, since: now.addingTimeInterval(-86_400), area: "Kazakhstan/Aktobe", language: .ru),
                Query(asOf: now.addingTimeInterval(0.25), since: now, school: "K-1", limit: 1),
            ]
            queries[1].filters.name = "три & ученика"
            for query in queries {
                var (whole, bare) = (query, query)
                whole.since = nil
                bare.since = nil
                try await same(.schools, whole, source, world)
                try await same(.places, whole, source, world)
                try await same(.rooms, whole, source, world)
                try await same(.assets, whole, source, world)
                try await same(.stock, whole, source, world)
                try await same(.coverage, whole, source, world)
                try await same(.computers, query, source, world)
                try await same(.devices, query, source, world)
                try await same(.lines, query, source, world)
                try await same(.slots, query, source, world)
                try await same(.platforms, query, source, world)
                try await same(.agents, query, source, world)
                (bare.asOf, bare.language) = (now, .en)
                try await same(.gateways, bare, source, world)
                bare.language = query.language
                for grouping in ProgrammeGrouping.allCases {
                    try await same(.stages(by: grouping), bare, source, world)
                    try await same(.indicators(by: grouping), bare, source, world)
                    try await same(.programmes(by: grouping), query, source, world)
                }
                bare.language = .en
                try await same(.enrollments, bare, source, world)
            }
        }
    }

    @Test("asks with every filter of a list, and for schools as they were")
    func filters() async throws {
        try await ReadingWorld.run { world in
            let source = try await source(world)
            let now = world.server.clock.now
            var schools = Query(asOf: now.addingTimeInterval(-86_400))
            schools.asItWas = true
            (schools.filters.type, schools.filters.rural) = (.ordinary, false)
            try await same(.schools, schools, source, world)
            var computers = Query(asOf: now)
            (computers.filters.stock.ramBelowMiB, computers.filters.stock.olderThanYears) = (4_096, 3)
            try await same(.computers, computers, source, world)
            var assets = Query(asOf: now)
            assets.filters.stock.category = .computer
            assets.filters.stock.presence = .verified
            assets.filters.stock.state = .lost
            assets.filters.stock.seenAgain = true
            assets.filters.funder = "UNICEF & others"
            try await same(.assets, assets, source, world)
            var stock = Query(asOf: now)
            stock.filters.stock.byRoom = true
            try await same(.stock, stock, source, world)
            var lines = Query(asOf: now, since: now.addingTimeInterval(-86_400), norm: .kazakhstan)
            (lines.filters.belowNorm, lines.filters.belowContract) = (true, true)
            (lines.filters.cause, lines.filters.remedy) = (LineVerdict.allCases[0], LineRemedy.allCases[0])
            try await same(.lines, lines, source, world)
        }
    }

    @Test("what the API has no parameter for is refused, not left out")
    func notAskable() async throws {
        try await ReadingWorld.run { world in
            let source = try await source(world)
            var room = Query(asOf: world.server.clock.now)
            room.room = "7"
            var leaving = Query(asOf: world.server.clock.now)
            leaving.suppression = .leavingRegion
            // Over the schools of today, which a server asked for an earlier moment does not take.
            let ended = Query(asOf: world.server.clock.now.addingTimeInterval(-2 * 86_400))
            for query in [room, leaving, ended] {
                await #expect(throws: ReadingFailure.self) { try await source.rows(.schools, query) }
            }
        }
    }

    @Test("says what stands in the way in the server's words")
    func failures() async throws {
        try await ReadingWorld.run { world in
            let query = Query(asOf: world.server.clock.now)
            let server = try ReadingServer("http://localhost:\(world.server.port)/")
            let stranger = try ServerSource(
                server, token: ReaderSecret().text, now: { world.server.clock.now })
            await #expect(throws: ReadingFailure.self) { try await stranger.rows(.schools, query) }
            do {
                _ = try await source(world, .reader).rows(.agents, query)
                Issue.record("a reader may not see agents")
            } catch let failure as ReadingFailure {
                guard case .notPermitted(_, let message) = failure else { return #expect(Bool(false), "\(failure)") }
                #expect(message.contains("admin"))
            }
            var lost = query
            lost.area = "Atlantis"
            do {
                _ = try await source(world).rows(.schools, lost)
                Issue.record("there is no such area")
            } catch let failure as ReadingFailure {
                guard case .refused(_, let message) = failure else { return #expect(Bool(false), "\(failure)") }
                #expect(message.contains("area"))
            }
            #expect(throws: ReadingFailure.noToken) { try ServerSource(server, token: "a password") }
        }
        let nobody = try ServerSource(ReadingServer("http://127.0.0.1:1"), token: ReaderSecret().text)
        let failure = await #expect(throws: ReadingFailure.self) {
            try await nobody.rows(.schools, Query(asOf: Date()))
        }
        #expect(failure?.description.contains("Connection refused") == true, "\(String(describing: failure))")
    }

    @Test("a server with a key of its own is spoken to when the key is pinned, and sent nothing otherwise")
    func pinned() async throws {
        let store = try SQLiteStore.inMemory()
        let board = try await TrustBoard(region: try await RegionIdentity.load(from: store), store: store)
        let secret = ReaderSecret()
        try await LiveAggregator.run(store: store, configure: Self.withTLS, trust: board) { live in
            _ = try await store.importSchools(ReadingWorld.schools, dryRun: false)
            _ = try await store.createToken(
                NewReaderToken(
                    hash: secret.hash, name: "t", role: .admin, reach: .areas(["Kazakhstan"]),
                    createdAt: live.clock.now,
                    createdBy: "test", expiresAt: live.clock.now.addingTimeInterval(60)))
            let url = "https://127.0.0.1:\(live.port)"
            let query = Query(asOf: live.clock.now)
            let pin = try #require(board.newest.pins.first)
            let known = try ServerSource(
                ReadingServer(url, pin: pin), token: secret.text, now: { live.clock.now })
            #expect(try await known.rows(.schools, query).count == 3)
            let other = ServerPin(publicKeyInfo: Data("another key".utf8))
            for (pin, isPinned) in [(other, true), (nil, false)] as [(ServerPin?, Bool)] {
                let server = try ReadingServer(url, pin: pin)
                let source = try ServerSource(server, token: secret.text, now: { live.clock.now })
                await #expect(throws: ReadingFailure.untrusted(server.url, pinned: isPinned)) {
                    try await source.rows(.schools, query)
                }
            }
            #expect(try await store.tokens().first?.lastUsed != nil)
        }
    }

    @Test(
        "an address is https, or this computer",
        arguments: [
            ("https://parta.example", "https://parta.example:443"), ("HTTPS://[::1]:8443/", "https://[::1]:8443"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://localhost", "http://localhost:80"),
            ("http://parta.example", nil), ("http://10.0.0.1:80", nil), ("parta.example:8443", nil), ("https://", nil),
            ("https://user@parta.example", nil), ("https://parta.example/api", nil), ("https://parta.example:0", nil),
            ("https://a\r\nb", nil),
        ] as [(String, String?)])
    func address(_ text: String, _ url: String?) {
        #expect((try? ReadingServer(text))?.url == url)
    }
}
