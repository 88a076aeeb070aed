import Foundation
import LineTesting
import NDT7
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct SurveyorTests {
    private let bench: Bench

    init() async throws { bench = try await Bench() }

    private func orders() -> [LineInstruments.Order] { bench.world.withLock { $0.orders } }

    @Test func aSlotIsTestedUnderALease() async throws {
        bench.grantEverything()
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let report = try bench.report()
        let slot = try #require(report.slots?.first)
        let test = try #require(report.lineTests?.first)
        #expect(slot.ran && slot.test == test.id && slot.reason == nil)
        #expect(slot.medium == .wired && slot.gateway == "school" && slot.ownTrafficMbps == 0)
        let circumstances = try #require(test.circumstances)
        #expect(circumstances.target == .region && circumstances.slot == slot.id)
        #expect(circumstances.lease == "l1" && circumstances.line == "main" && circumstances.gateway == "school")
        #expect(circumstances.inLessons == slot.inLessons)
        let requests = bench.aggregator.leaseRequests
        #expect(requests.map(\.ask) == [.test, .release])
        #expect(requests[0].slot == slot.id && requests[0].gateway == "school" && requests[0].enrolledHere == true)
        #expect(requests[0].elsewhere == nil && requests[0].mayListen == false && requests[0].medium == .wired)
        #expect(requests[1].lease == "l1" && requests[1].test == test.id && requests[1].bytes == 4_000_000)
        #expect(orders().map(\.server.query) == ["access_token=secret"])
        #expect(orders().map(\.byteCap) == [50_000_000])
        #expect(bench.aggregator.memory.withLock { $0.problems } == [])
    }

    /// Why a slot passes without a test, and that no test then runs.
    @Test func whoeverMayNotTestRecordsWhy() async throws {
        let another = SigningKey().publicKey.agentID
        let refusals: [(LeaseResponse?, TestAggregator.Fault, SlotRecord.Reason, AgentID?)] = [
            (nil, .none, .noAggregator, nil),
            (nil, .closeAtHead, .noAggregator, nil),
            (nil, .answer(status: 503, retryAfter: "10", body: ""), .serverBusy, nil),
            (
                LeaseResponse(refusal: .heldByAnother, holder: another, gateways: ["school"]), .none, .heldByAnother,
                another
            ),
            (LeaseResponse(refusal: .alreadyMeasured, gateways: ["school"]), .none, .alreadyMeasured, nil),
            (LeaseResponse(refusal: .agentCap, gateways: ["school"]), .none, .agentCap, nil),
        ]
        for (response, fault, reason, holder) in refusals {
            let bench = try await Bench()
            if let response { bench.answer { _ in response } }
            if fault != .none { bench.aggregator.willFail(fault) }
            var surveyor = bench.surveyor()
            try await bench.pass(1, with: &surveyor)
            let slot = try #require(try bench.report().slots?.first)
            #expect(!slot.ran && slot.reason == reason && slot.holder == holder)
            #expect(bench.world.withLock { $0.orders.isEmpty })
        }
    }

    @Test func aRefusalThatSaysWhenIsAskedOnceMore() async throws {
        let counted = Mutex(0)
        bench.answer { request in
            guard request.ask == .test else { return LeaseResponse(gateways: ["school"]) }
            let count = counted.withLock { count in
                count += 1
                return count
            }
            guard count > 1 else { return LeaseResponse(refusal: .heldByAnother, retryAfter: 40, gateways: ["school"]) }
            let lease = Lease(id: "l2", line: "main", seconds: 120, server: "ws://127.0.0.1:1", token: "t")
            return LeaseResponse(lease: lease, gateways: ["school"])
        }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        #expect(bench.world.withLock { $0.pauses.contains(40) })
        #expect(try bench.report().slots?.first?.ran == true)
    }

    /// Somebody's network at home: no probe, no test, and not a word of it.
    @Test func nothingIsToldOfAnotherNetwork() async throws {
        bench.answer { _ in LeaseResponse(refusal: .notSchoolLine, gateways: ["school"]) }
        bench.world.withLock { world in
            world.gateway = "home"
            world.link = LineLink(medium: .wifi)
            world.ownTrafficMbps = 3
        }
        var surveyor = bench.surveyor()
        try await bench.pass(2, with: &surveyor)
        let report = try bench.report()
        for slot in try #require(report.slots) {
            #expect(!slot.ran && slot.reason == .notSchoolLine)
            #expect(slot.gateway == nil && slot.medium == nil && slot.ownTrafficMbps == nil && slot.holder == nil)
        }
        #expect(report.lineTests == [])
        #expect(orders().isEmpty)
        for request in bench.aggregator.leaseRequests {
            #expect(request.elsewhere == true && request.gateway == nil && request.medium == nil)
            #expect(request.enrolledHere == nil)
        }
    }

    /// The school's router was replaced: the aggregator asks for the new one's name, and confirms it.
    @Test func aReplacedRouterIsNamedWhenAskedForAndThenTested() async throws {
        bench.answer { request in
            let lease = Lease(id: "l3", line: "main", seconds: 120, server: "ws://127.0.0.1:1", token: "t")
            switch (request.ask, request.gateway) {
            case (.test, "new"?): return LeaseResponse(lease: lease, gateways: ["new", "school"])
            case (.test, _): return LeaseResponse(refusal: .notSchoolLine, gateways: ["school"], nameGateway: true)
            default: return LeaseResponse(gateways: ["new", "school"])
            }
        }
        bench.world.withLock { $0.gateway = "new" }
        var surveyor = bench.surveyor()
        try await bench.pass(3, with: &surveyor)
        let slots = try #require(try bench.report().slots)
        #expect(slots.map(\.reason) == [.notSchoolLine, .notSchoolLine, nil])
        #expect(slots.map(\.gateway) == [nil, nil, "new"])
        let asked = bench.aggregator.leaseRequests.filter { $0.ask == .test }
        #expect(asked.map(\.gateway) == [nil, "new", "new"])
        #expect(asked.map(\.elsewhere) == [true, true, nil])
    }

    /// A lease that comes with a list without this gateway is no lease: a mistake there must not test a network at home.
    @Test func aLeaseForAnUnconfirmedGatewayIsGivenBack() async throws {
        bench.answer { request in
            let lease = Lease(id: "l4", line: "main", seconds: 120, server: "ws://127.0.0.1:1", token: "t")
            return LeaseResponse(lease: request.ask == .test ? lease : nil, refusal: nil, gateways: ["other"])
        }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let slot = try #require(try bench.report().slots?.first)
        #expect(slot.reason == .notSchoolLine && slot.gateway == nil && slot.medium == nil)
        #expect(orders().isEmpty)
        #expect(bench.aggregator.leaseRequests.map(\.ask) == [.test, .release])
    }

    @Test func ownTrafficGoesFirst() async throws {
        bench.grantEverything()
        // Confirmed by an earlier answer.
        var known = try bench.core.state.gateways(
            of: bench.core.agent, in: try bench.core.enrolled().regionKey)
        known.learn(from: LeaseResponse(gateways: ["school"]))
        try bench.core.state.save(known)
        bench.world.withLock { $0.ownTrafficMbps = 3.5 }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let slot = try #require(try bench.report().slots?.first)
        #expect(slot.reason == .ownTraffic && slot.ownTrafficMbps == 3.5 && slot.gateway == "school")
        #expect(bench.aggregator.leaseRequests.isEmpty)
    }

    @Test func aSleepIsNoBurst() async throws {
        bench.grantEverything()
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let before = orders().count
        bench.time.advance(3 * 86_400)
        // Everything that is due after waking up.
        while try await surveyor.step() == 0 {}
        #expect(orders().count <= before + 1)
        let reasons = try #require(try bench.report().slots).map(\.reason)
        #expect(reasons.filter { $0 == .missed }.count >= 11)
    }

    /// Thirty days: the ledger is reopened each day, as if the computer were switched off every night.
    @Test func theMonthsBytesAreNeverPassed() async throws {
        bench.grantEverything { $0.byteAllowance = nil }
        let settings = ["PARTA_MONTHLY_MB": "60"]
        for _ in 0..<29 {
            var surveyor = bench.surveyor(settings)
            try await bench.pass(4, with: &surveyor)
        }
        let report = try bench.report()
        let bytes = try #require(report.lineTests).reduce(0) { $0 + $1.bytesReceived + $1.bytesSent }
        #expect(bytes <= 60_000_000 && bytes > 20_000_000)
        #expect(try #require(report.slots).contains { $0.reason == .budget })
    }

    /// A power cut in the middle of a test: its bytes stay counted and it is not begun again.
    @Test func aCrashInATestCountsItsBytes() async throws {
        bench.grantEverything()
        let spent = Mutex<SurveyMemory?>(nil)
        let core = bench.core
        bench.world.withLock { world in
            world.duringTest = { _ in spent.withLock { $0 = try? SurveyMemory(from: core.outbox) } }
        }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        // What another start would have found, had the computer lost power during the test.
        let found = try #require(spent.withLock { $0 })
        let day = try #require(found.planner.ledger.days.values.first)
        #expect(day == 50_000_000)
        let after = try SurveyMemory(from: core.outbox)
        #expect(after.planner.ledger.days.values.first == 4_000_000)
        #expect(after.lastDownloadMbps == 8)
    }

    @Test func aBusyAggregatorIsLeftAlone() async throws {
        bench.aggregator.willFail(.answer(status: 429, retryAfter: "86400", body: ""))
        bench.grantEverything()
        var surveyor = bench.surveyor()
        let before = bench.aggregator.memory.withLock { $0.requests }
        try await bench.pass(3, with: &surveyor)
        #expect(bench.aggregator.memory.withLock { $0.requests } == before + 1)
        #expect(try bench.report().slots?.map(\.reason) == [.serverBusy, .serverBusy, .serverBusy])
    }
}
