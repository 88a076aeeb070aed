import Foundation
import Logging
import NDT7
import NIOCore
import NIOPosix
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

/// What rides on a lease beside the region's own test: M-Lab, the LAN question, a test by hand.
@Suite(.timeLimit(.minutes(1)))
struct SideTestsTests {
    private let bench: Bench

    init() async throws { bench = try await Bench() }

    private func orders() -> [LineInstruments.Order] { bench.world.withLock { $0.orders } }

    // MARK: M-Lab

    @Test func mlabIsAskedOnlyWithConsentAndAtMostFourTimesADay() async throws {
        let near = TestServer(host: "a.example", port: 443, isSecure: true, query: "access_token=A")
        for (consent, located) in [("no", 0), ("yes", 4)] {
            let bench = try await Bench()
            bench.grantEverything()
            bench.world.withLock { $0.locate = .servers([near]) }
            // Twelve slots in the day's lessons.
            var surveyor = bench.surveyor([
                "PARTA_MLAB_CONSENT": consent, "PARTA_TESTS_PER_DAY": "12", "PARTA_MONTHLY_MB": "100000",
            ])
            try await bench.pass(12, with: &surveyor)
            #expect(bench.world.withLock { $0.located } == located)
            let tests = try #require(try bench.report().lineTests)
            let mlab = tests.filter { $0.circumstances?.target == .mlab }
            #expect(mlab.count == located && tests.count == 12 + located)
        }
    }

    @Test func theNextServerIsTriedAndTheBytesAreShared() async throws {
        bench.grantEverything()
        let servers = ["a", "b"].map { TestServer(host: "\($0).example", port: 443, isSecure: true) }
        bench.world.withLock { world in
            world.locate = .servers(servers)
            world.rates = [8, nil, 7]
        }
        var surveyor = bench.surveyor(["PARTA_MLAB_CONSENT": "yes"])
        try await bench.pass(1, with: &surveyor)
        #expect(orders().map(\.server.host) == ["127.0.0.1", "a.example", "b.example"])
        #expect(orders().map(\.byteCap) == [50_000_000, 46_000_000, 46_000_000])
        #expect(bench.aggregator.leaseRequests.last?.bytes == 8_000_000)
    }

    @Test func mlabsPatienceIsKeptOverARestart() async throws {
        bench.grantEverything()
        bench.world.withLock { $0.locate = .patience(seconds: 86_400) }
        var surveyor = bench.surveyor(["PARTA_MLAB_CONSENT": "yes"])
        try await bench.pass(1, with: &surveyor)
        var again = bench.surveyor(["PARTA_MLAB_CONSENT": "yes"])
        try await bench.pass(1, with: &again)
        #expect(bench.world.withLock { $0.located } == 1)
    }

    // MARK: The LAN question

    @Test(arguments: [("ws://192.168.7.9:4711", 1), ("ws://93.184.216.34:4711", 0), ("wss://192.168.7.9:4711", 0)])
    func aPeerOfTheSchoolIsMeasuredAndNobodyElse(url: String, tests: Int) async throws {
        let asked = Mutex(0)
        bench.answer { request in
            var lease = Lease(id: "l1", line: "main", seconds: 300, server: "ws://127.0.0.1:1", token: "t")
            lease.peer = Lease.Peer(role: .measure, token: "once")
            if request.ask == .peer {
                // Open at the third question.
                let count = asked.withLock { asked in
                    asked += 1
                    return asked
                }
                lease.peer?.server = count == 3 ? url : nil
            }
            return LeaseResponse(lease: request.ask == .release ? nil : lease, gateways: ["school"])
        }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let peer = try #require(try bench.report().lineTests).filter { $0.circumstances?.target == .peer }
        #expect(peer.count == tests)
        #expect(asked.withLock { $0 } == 3)
        if tests > 0 {
            let order = try #require(orders().last)
            #expect(order.server.query == "access_token=once" && !order.full)
            // The line's bytes are the line's test's alone.
            #expect(bench.aggregator.leaseRequests.last?.bytes == 4_000_000)
        }
    }

    @Test(arguments: [("yes", true), ("no", false)])
    func whoMayListenListensAndThenTestsInItsTurn(setting: String, listens: Bool) async throws {
        bench.answer { request in
            var lease = Lease(id: "l1", line: "main", seconds: 120, server: "ws://127.0.0.1:1", token: "t")
            if request.ask != .peer { lease.peer = Lease.Peer(role: .listen, token: "once") }
            return LeaseResponse(lease: request.ask == .release ? nil : lease, gateways: ["school"])
        }
        var surveyor = bench.surveyor(["PARTA_LAN_TESTS": setting])
        try await bench.pass(1, with: &surveyor)
        let asks = bench.aggregator.leaseRequests
        #expect(asks[0].mayListen == listens)
        let slot = try #require(try bench.report().slots?.first)
        let listener = bench.world.withLock { $0.listener }
        #expect((listener != nil) == listens)
        if listens {
            #expect(asks.map(\.ask) == [.test, .listening, .peer, .release])
            #expect(asks[1].listening == "192.168.7.2:4711")
            #expect(listener?.token == "once" && listener?.closed.withLock { $0 } == true)
            #expect(slot.ran)
        } else {
            #expect(slot.reason == .heldByAnother && orders().isEmpty)
        }
    }

    @Test func theListenerTakesOneTestEachWayWithTheTokenAlone() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let listener = try await LANListener(
            host: "127.0.0.1", token: "once", seconds: 60, group: group, logger: Logger(label: "test"))
        let server = try TestServer(url: "ws://\(listener.address)")
        let source = LineSource(group: group, clock: .system(), durationSeconds: 1)
        func measure(_ token: String) async -> LineTest {
            // A busy machine's loopback may move more than a school's cap before its second is over.
            let order = LineInstruments.Order(
                id: "1", server: server.presenting(accessToken: token), place: .init(), full: true,
                byteCap: 100 * Surveyor.peerByteCap)
            return await source.measure(order, gateway: nil)
        }
        #expect(await measure("guessed").downloadMbps == nil)
        let test = await measure("once")
        #expect(test.downloadMbps != nil && test.uploadMbps != nil, "\(test.problem ?? "")")
        #expect(await listener.used(within: 10))
        #expect(await measure("once").downloadMbps == nil)
        await listener.close()
        #expect(await measure("once").problem?.contains("cannot be reached") == true)
    }

    @Test(arguments: [
        ("10.0.0.1", true), ("172.16.0.1", true), ("172.32.0.1", false), ("192.168.1.1", true), ("8.8.8.8", false),
        ("fd00::1", true), ("febf::1", true), ("fec0::1", false), ("fc.example.kz", false), ("127.0.0.1", false),
        ("::1", false), ("2001:db8::1", false), ("school.kz", false), ("0.0.0.0", false),
    ])
    func onlyLocalAddressesAreLAN(host: String, isLAN: Bool) {
        #expect(TestServer(host: host, port: 4_711).isLAN == isLAN)
    }

    // MARK: By hand

    @Test func aTestByHandNeedsALeaseAndNoSlot() async throws {
        bench.grantEverything()
        bench.world.withLock { $0.ownTrafficMbps = 50 }
        var surveyor = bench.surveyor()
        guard case .tested(let test) = try await surveyor.testByHand() else {
            Issue.record("not tested")
            return
        }
        #expect(test.circumstances?.slot == nil && test.circumstances?.lease == "l1")
        let report = try bench.report()
        #expect(report.lineTests?.map(\.id) == [test.id] && report.slots == [])
        #expect(bench.aggregator.leaseRequests.map(\.slot) == [nil, nil])
    }

    @Test func aTestByHandSaysWhyNot() async throws {
        let gateways: [(String?, LeaseResponse?, String)] = [
            (nil, nil, "no default gateway"),
            ("home", LeaseResponse(refusal: .notSchoolLine, gateways: ["school"]), "does not stand behind"),
            ("school", nil, "gave no lease"),
            ("school", LeaseResponse(refusal: .heldByAnother, retryAfter: 40, gateways: ["school"]), "held_by_another"),
        ]
        for (gateway, response, words) in gateways {
            let bench = try await Bench()
            bench.world.withLock { $0.gateway = gateway }
            if let response { bench.answer { _ in response } }
            var surveyor = bench.surveyor()
            guard case .notTested(let reason) = try await surveyor.testByHand() else {
                Issue.record("tested behind \(gateway ?? "nothing")")
                continue
            }
            #expect(reason.contains(words), "\(reason)")
            #expect(bench.world.withLock { $0.orders.isEmpty })
        }
    }

    /// A test of a computer that nobody has approved counts for nobody, and its bytes are the school's.
    @Test(arguments: [RegionStanding.Word.waiting, .revoked])
    func whoIsNotWelcomeDoesNotTest(word: RegionStanding.Word) async throws {
        bench.grantEverything()
        let core = bench.core
        core.standing = RegionStanding(
            agent: core.agent, word: word, sentence: "said so", since: core.clock.now().wallClock,
            askedAt: core.clock.now().wallClock)
        let loop = core.group.next()
        let service = LineTestService(
            core: core, surveyor: bench.surveyor(), bell: Doorbell(on: loop), delivery: Doorbell(on: loop),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        var surveyor = bench.surveyor()
        #expect(await service.step(&surveyor) == RegionStanding.waitSeconds)
        guard case .notTested(let reason) = try await surveyor.testByHand() else {
            Issue.record("tested")
            return
        }
        #expect(reason.contains(word == .waiting ? "not approved" : "revoked"))
        #expect(bench.aggregator.leaseRequests.isEmpty && bench.world.withLock { $0.looks } == 0)
        core.standing = nil
        let wait = await service.step(&surveyor)
        #expect(wait != RegionStanding.waitSeconds && bench.world.withLock { $0.looks } > 0)
    }
}
