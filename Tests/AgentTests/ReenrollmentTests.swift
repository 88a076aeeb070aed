import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import Outbox
import Reports
import ServiceLifecycle
import Synchronization
import Testing

@testable import Agent

/// What the running service does when who it is, or where it belongs, changes beside it.
@Suite(.timeLimit(.minutes(1)))
struct ReenrollmentTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let clock = TestClock()
    private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
    }

    private func courier(_ core: AgentCore, _ file: EnrollmentFile?) -> Courier {
        Courier(core: core, file: file, policy: .everything, backoff: Backoff(), logger: logger)
    }

    /// A school's agent is ordered by a file to take another key: it enrols again without being started anew.
    @Test func anOrderByFileIsFollowedByTheRunningService() async throws {
        let core = try AgentCore.make(in: directory, clock: clock.clock)
        let former = core.agent
        let quick = Backoff(baseSeconds: 0.02, capSeconds: 0.05, floorSeconds: 0.01)
        let daemon = AgentDaemon(
            core: core, scan: { _ in Sample.scan("a") }, lineTests: nil, enrollment: try aggregator.file(),
            schedule: .init(backoff: quick), controlSocket: directory.file("control"), logger: logger)
        let group = ServiceGroup(
            configuration: .init(services: daemon.services.map { .init(service: $0) }, logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await aggregator.waitForReports(1)
            let order = try Envelope.seal(
                Acknowledgement(
                    agent: former, serverTime: Date(timeIntervalSince1970: 1_788_249_600), accepted: [],
                    storeEpoch: "1", rekey: true), kind: .acknowledgement, with: aggregator.regionKey
            ).text
            let client = ControlClient(path: directory.file("control"), patienceSeconds: 20)
            var result: ControlResult?
            while result == nil {
                try Task.checkCancellation()
                result = try await Self.ask(client, ControlRequest(.acknowledge, envelope: order))
                await Task.yield()
            }
            #expect(result?.acknowledgement?.rekeyed == true)
            try await aggregator.waitForReports(2)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(core.agent != former && core.enrollment != nil)
        #expect(Set(aggregator.reports.map(\.agent)) == [former, core.agent])
    }

    private static func ask(_ client: ControlClient, _ request: ControlRequest) async throws -> ControlResult? {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try client.ask(request) }) }
        }
    }

    /// A portal, or whoever got the address since: the code is still good.
    @Test(arguments: [true, false])
    func aStrangerInTheRegionsPlaceIsAskedAgainInAnHour(isReceipt: Bool) async throws {
        let core = try AgentCore.make(in: directory, clock: clock.clock)
        let stranger = SigningKey()
        if isReceipt {
            let forged = try aggregator.response(for: core.key.publicKey, signedBy: aggregator.regionKey)
            var answer = forged
            answer.receipt = try Envelope.seal(["x"], kind: .receipt, with: stranger).text
            let body = String(decoding: try ReportCoder.encode(answer), as: UTF8.self)
            aggregator.willFail(.answer(status: 200, retryAfter: nil, body: body))
        } else {
            aggregator.memory.withLock { $0.region = RegionResponse(regionKey: stranger.publicKey, trust: nil) }
        }
        var courier = courier(core, try aggregator.file())
        guard case .seconds(let wait) = await courier.step() else {
            Issue.record("does not wait")
            return
        }
        #expect((3_600...3_960).contains(wait))
        aggregator.memory.withLock { $0.region = nil }
        clock.advance(wait / 2)
        #expect(await courier.step() == .seconds(wait / 2))
        clock.advance(wait / 2)
        #expect(await courier.step() == .untilNews)
        #expect(core.enrollment?.school == "KZ-1")
    }

    @Test func anOlderEnrolmentGoesOnMeanwhile() async throws {
        let core = try AgentCore.make(in: directory, clock: clock.clock)
        try await core.enroll(with: aggregator.file())
        let other = try await TestAggregator()
        other.memory.withLock { $0.region = RegionResponse(regionKey: SigningKey().publicKey, trust: nil) }
        try core.record(lineTest: Sample.lineTest("1"))
        var courier = courier(core, try other.file())
        #expect(await courier.step() == .untilNews)
        #expect(aggregator.lineTests == ["1"])
        other.memory.withLock { $0.region = nil }
        clock.advance(4_000)
        #expect(await courier.step() == .untilNews)
        #expect(core.enrollment?.regionKey == other.regionKey.publicKey)
    }

    @Test(arguments: [
        (-5.0, 0), (2, 2_000_000_000), (1e300, 1_000_000_000_000_000_000), (.infinity, 1_000_000_000_000_000_000),
    ])
    func noWaitOverflows(seconds: Double, nanoseconds: Int64) {
        #expect(TimeAmount.bounded(seconds: seconds).nanoseconds == nanoseconds)
        #expect(TimeAmount.bounded(seconds: .nan).nanoseconds >= 0)
    }
}
