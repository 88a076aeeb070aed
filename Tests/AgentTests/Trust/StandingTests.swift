import Foundation
import Logging
import NIOPosix
import Outbox
import Reports
import ServiceLifecycle
import Synchronization
import Testing

@testable import Agent

/// What the agent does with a region that has forgotten it, has revoked it, or has yet to approve it.
@Suite(.timeLimit(.minutes(1)))
struct StandingTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let clock = TestClock()
    private let core: AgentCore

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory, clock: clock.clock)
        try await core.enroll(with: aggregator.file())
        try core.record(scan: Sample.scan("a"))
    }

    private func refusal(_ word: RefusalWord) -> TestAggregator.Fault {
        .answer(status: 403, retryAfter: nil, body: #"{"error":"\#(word.rawValue)","message":"said so"}"#)
    }

    private var courier: Courier {
        Courier(
            core: core, file: nil, policy: .everything, backoff: Backoff(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    private var requests: Int { aggregator.memory.withLock { $0.requests } }

    @Test func aRestoredRegionTakesTheAgentInOnItsReceipt() async throws {
        aggregator.memory.withLock { $0.keys = [:] }
        aggregator.willFail(refusal(.unknownAgent))
        let outcome = try await core.deliver(.everything)
        #expect(outcome.failure == nil && outcome.delivered == 1)
        #expect(aggregator.memory.withLock { $0.readmitted } == [core.agent])
        #expect(core.enrollment?.codeHash.isEmpty == false && core.standing == nil)
    }

    @Test func itIsAskedOnceADelivery() async throws {
        aggregator.willFail(refusal(.unknownAgent), .none, refusal(.unknownAgent))
        let outcome = try await core.deliver(.everything)
        #expect((outcome.failure as? DeliveryFailure)?.code == .unknownAgent)
        #expect(aggregator.memory.withLock { $0.readmitted.count } == 1)
        #expect(try core.outbox.status().pending == 1)
    }

    @Test(arguments: [(RefusalWord.revoked, DeliveryFailure.Code.revoked), (.unknownCode, .unknownAgent)])
    func aReceiptMayBeRefused(word: RefusalWord, code: DeliveryFailure.Code) async throws {
        aggregator.willFail(refusal(.unknownAgent), refusal(word))
        let outcome = try await core.deliver(.everything)
        #expect((outcome.failure as? DeliveryFailure)?.code == code)
        #expect((core.standing?.word == .revoked) == (code == .revoked))
    }

    @Test func aRevokedAgentFallsSilentForADay() async throws {
        aggregator.willFail(refusal(.revoked))
        let before = requests
        var courier = courier
        guard case .seconds(let pause) = await courier.step() else {
            Issue.record("does not wait")
            return
        }
        #expect((86_400...96_000).contains(pause))
        let status = try AgentStatus.read(stateDirectory: directory.file("state"))
        #expect(status.standing?.word == .revoked && status.standing?.sentence.contains("said so") == true)
        #expect(status.outbox?.pending == 1)
        // Switched off and on.
        clock.advance(3_600)
        var another = self.courier
        #expect(await another.step() == .seconds(82_800))
        #expect(requests == before + 1)
        // The region has changed its mind.
        clock.advance(82_801)
        #expect(await another.step() == .untilNews)
        #expect(core.standing == nil)
        #expect(try AgentStatus.read(stateDirectory: directory.file("state")).standing == nil)
        #expect(try core.outbox.status().pending == 0)
    }

    @Test func whoWaitsForApprovalKeepsEverything() async throws {
        aggregator.willFail(refusal(.waitingForApproval), refusal(.waitingForApproval))
        var courier = courier
        for _ in 0..<2 {
            guard case .seconds(let pause) = await courier.step() else {
                Issue.record("does not wait")
                return
            }
            #expect((3_600...4_000).contains(pause))
            clock.advance(pause)
        }
        #expect(core.standing?.word == .waiting)
        #expect(core.standing?.since == Date(timeIntervalSince1970: 1_788_249_600))
        #expect(await courier.step() == .untilNews)
        #expect(core.standing == nil && aggregator.reports.count == 1)
    }

    /// On a receipt that says `waiting` a restored region would ask for a second approval.
    @Test(arguments: [true, false])
    func whoWasApprovedGetsAReceiptThatSaysSo(isReached: Bool) async throws {
        aggregator.memory.withLock { $0.receiptsWait = true }
        aggregator.memory.withLock { $0.keys = [:] }
        aggregator.willFail(refusal(.unknownAgent), .none, refusal(.waitingForApproval))
        #expect((try await core.deliver(.everything).failure as? DeliveryFailure)?.code == .waiting)
        #expect(isWaiting)
        aggregator.memory.withLock { $0.receiptsWait = false }
        // The delivery is taken; the question after it may be lost, and is asked again after the next one.
        if !isReached { aggregator.willFail(.none, .none, .closeBeforeCommit) }
        for number in 1...3 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            #expect(try await core.deliver(.everything).failure == nil)
            if number == 1 { #expect(isWaiting != isReached) }
        }
        #expect(!isWaiting)
        #expect(aggregator.memory.withLock { $0.readmitted.count } == 2, "the restored region's, and the new receipt's")
    }

    private var isWaiting: Bool {
        let text = core.enrollment?.receipt ?? ""
        let receipt = try? Envelope(text: text)
            .open(EnrollmentReceipt.self, kind: .receipt, with: aggregator.regionKey.publicKey)
        return receipt?.waiting == true
    }

    /// What the other services wait at is rung when the region revokes, when it takes back, and after settings that came by
    /// a bundle between two deliveries: none of them may sleep over it for a day.
    @Test func theOtherServicesHearOfNewTerms() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let (bell, other) = (Doorbell(on: loop), Doorbell(on: loop))
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let quick = Backoff(baseSeconds: 0.02, capSeconds: 0.05, floorSeconds: 0.01)
        aggregator.willFail(refusal(.revoked))
        _ = try await core.deliver(.everything)
        clock.advance(86_400)
        let service = DeliveryService(
            core: core, file: nil, policy: .everything, backoff: quick, bell: bell, enrolled: [other], logger: logger)
        let group = ServiceGroup(services: [service], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            #expect(await other.wait(seconds: nil) == .rang)
            #expect(core.standing == nil)
            let settings = SettingsDocument(
                version: 1, issuedAt: clock.clock.now().wallClock, school: "KZ-1", settings: RegionSettings())
            try core.acceptSettings(
                envelopeText: Envelope.seal(settings, kind: .settings, with: aggregator.regionKey).text)
            bell.ring()
            #expect(await other.wait(seconds: nil) == .rang)
            aggregator.willFail(refusal(.revoked))
            try core.record(scan: Sample.scan("b"))
            bell.ring()
            #expect(await other.wait(seconds: nil) == .rang)
            #expect(core.standing?.word == .revoked)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func aNewCodeEndsIt() async throws {
        aggregator.willFail(refusal(.revoked))
        _ = try await core.deliver(.everything)
        #expect(core.standing?.word == .revoked)
        let other = try await TestAggregator()
        try await core.enroll(with: other.file())
        #expect(core.standing == nil)
    }
}
