import Foundation
import NDT7
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent
@testable import LineTesting

/// What happens to a test when the computer, the server or the time does something in between.
@Suite(.timeLimit(.minutes(1)))
struct InterruptedTestTests {
    private let bench: Bench

    init() async throws { bench = try await Bench() }

    private func orders() -> [LineInstruments.Order] { bench.world.withLock { $0.orders } }

    /// Grants a lease of two minutes, while the answer travels `happening` happens.
    private func grant(_ happening: @escaping @Sendable () -> Void) {
        bench.answer { request in
            guard request.ask == .test else { return LeaseResponse(gateways: ["school"]) }
            happening()
            let lease = Lease(
                id: "l1", line: "main", seconds: 120, server: "ws://127.0.0.1:1", token: "secret", mlab: true)
            return LeaseResponse(lease: lease, gateways: ["school"])
        }
    }

    /// Closed at school with the lease's answer on its way, opened at home.
    @Test(
        arguments: [("home", SlotRecord.Reason.notSchoolLine), (nil, .unknownGateway)] as [(String?, SlotRecord.Reason)]
    )
    func whoWakesUpElsewhereMeasuresNothing(gateway: String?, reason: SlotRecord.Reason) async throws {
        let bench = bench
        grant { bench.world.withLock { $0.gateway = gateway } }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let report = try bench.report()
        let slot = try #require(report.slots?.first)
        #expect(slot.reason == reason && !slot.ran && (reason != .notSchoolLine || slot.gateway == nil))
        #expect(orders().isEmpty && report.lineTests == [])
        let release = try #require(bench.aggregator.leaseRequests.last)
        #expect(release.ask == .release && release.test == nil && release.bytes == 0)
    }

    @Test(arguments: [81, 119, 400, 10_800] as [Double])
    func whoSleepsOverTheLeaseOrTheSlotMissesIt(slept: Double) async throws {
        let bench = bench
        grant { bench.time.advance(slept) }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        #expect(try bench.report().slots?.first?.reason == .missed)
        #expect(orders().isEmpty)
        #expect(bench.aggregator.leaseRequests.map(\.ask) == [.test, .release])
    }

    /// Told to end while the aggregator has the question: that it did not answer says nothing of it, nor of the gateway.
    @Test(arguments: ["school", "home"])
    func whoEndsWhileAskingMissesTheSlot(gateway: String) async throws {
        let bench = bench
        let (questions, asked) = AsyncStream.makeStream(of: Void.self)
        grant { asked.yield() }
        bench.world.withLock { $0.gateway = gateway }
        bench.aggregator.willFail(.stallAfterCommit)
        let round = Task { [surveyor = bench.surveyor()] in
            var surveyor = surveyor
            try await bench.pass(1, with: &surveyor)
        }
        for await _ in questions { break }
        round.cancel()
        try await round.value
        let slot = try #require(try bench.report().slots?.first)
        #expect(slot.reason == .missed && slot.holder == nil && orders().isEmpty)
    }

    /// Slept in the middle of a test: its bytes are counted, its figures are nobody's.
    @Test func aTestThatEndsElsewhereIsNotKept() async throws {
        let bench = bench
        bench.grantEverything()
        bench.world.withLock { world in
            world.duringTest = { _ in bench.world.withLock { $0.gateway = "home" } }
        }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let report = try bench.report()
        #expect(report.slots?.first?.reason == .notSchoolLine && report.lineTests == [])
        #expect(bench.aggregator.leaseRequests.last?.bytes == 4_000_000)
        #expect(bench.aggregator.leaseRequests.last?.test == nil)
        #expect(bench.world.withLock { $0.doings } == ["measure"])
    }

    @Test func aFullTestServerIsLeftAloneAndTheSlotSaysSo() async throws {
        bench.grantEverything()
        bench.world.withLock { $0.isServerBusy = true }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let report = try bench.report()
        let slot = try #require(report.slots?.first)
        #expect(slot.reason == .serverBusy && !slot.ran && report.lineTests == [])
        #expect(bench.aggregator.leaseRequests.map(\.ask) == [.test, .release])
        #expect(bench.aggregator.leaseRequests.last?.test == nil)
        let until = try #require(surveyor.planner?.quietSeconds(bench.time.clock.now()))
        #expect((600...660).contains(until + 1))
    }

    @Test func aFullServerIsTheServersLimitAndMarkedOnce() throws {
        var test = LineTest(
            id: "1", startedAt: bench.time.clock.now(), downloadMbps: 8, idleLatencyMs: 20, server: "ws://a:1")
        test.circumstances = LineCircumstances(serverTests: 4, serverTestLimit: 4)
        test.marks = [.rampLimited]
        test.judge(by: .standard)
        #expect(test.verdict == .serverLimited && test.marks == [.rampLimited, .serverLimited])
        test.judge(by: .standard)
        #expect(test.marks == [.rampLimited, .serverLimited])
    }

    /// Names and platforms may take half a minute: the lease is another's by then.
    @Test func theLookAroundComesWhenTheLeaseIsGivenBack() async throws {
        let bench = bench
        bench.world.withLock { $0.surroundings.names = NameAndPortal(nameMs: 12) }
        bench.answer { request in
            bench.world.withLock { $0.doings.append(request.ask.rawValue) }
            let lease = Lease(id: "l1", line: "main", seconds: 60, server: "ws://127.0.0.1:1", token: "secret")
            return LeaseResponse(lease: request.ask == .test ? lease : nil, gateways: ["school"])
        }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        #expect(bench.world.withLock { $0.doings } == ["test", "measure", "release", "look around"])
        #expect(try bench.report().lineTests?.first?.names?.nameMs == 12)
    }

    @Test(arguments: [(84, 2), (82, 2), (81, 1)])
    func nothingFollowsThatTheLeaseHasNoTimeFor(seconds: Int, tests: Int) async throws {
        bench.grantEverything { $0.seconds = seconds }
        bench.world.withLock { $0.locate = .servers([TestServer(host: "a.example", port: 443, isSecure: true)]) }
        bench.world.withLock { world in
            world.duringTest = { [time = bench.time] _ in time.advance(20) }
        }
        var surveyor = bench.surveyor(["PARTA_MLAB_CONSENT": "yes"])
        try await bench.pass(1, with: &surveyor)
        #expect(orders().count == tests)
    }

    /// Power cut in the start delay or while the aggregator is asked.
    @Test func aSlotThatWasHandedOutAndNeverRecordedIsToldAsMissed() async throws {
        let bench = bench
        let kept = Mutex<SurveyMemory?>(nil)
        grant { kept.withLock { $0 = try? SurveyMemory(from: bench.core.outbox) } }
        var surveyor = bench.surveyor()
        try await bench.pass(1, with: &surveyor)
        let slot = try #require(try bench.report().slots?.first)
        try bench.core.outbox.record(lineTests: [], slot: nil, ledger: try #require(kept.withLock { $0 }).ledger)
        bench.time.advance(120)
        var again = bench.surveyor()
        _ = try await again.step()
        let missed = try bench.report().slots
        #expect(missed?.map(\.id) == [slot.id, slot.id] && missed?.map(\.reason) == [nil, .missed])
    }
}
