import Agent
import Foundation
import NIOPosix
import Outbox
import Presentation
import Reports
import Synchronization
import Testing

/// Real HTTP on loopback: whatever breaks at whichever step, every report arrives and none is kept twice.
@Suite(.timeLimit(.minutes(1)))
struct DeliveryFaultTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let core: AgentCore

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory)
        try await core.enroll(with: aggregator.file())
        // Six envelopes, two a request: three requests.
        for number in 1...6 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            #expect(try core.seal(.everything) == 1)
        }
    }

    static let faults: [TestAggregator.Fault] = [
        .closeAtHead, .closeBeforeCommit, .closeAfterCommit, .closeInAnswer,
        .answer(status: 500, retryAfter: nil, body: ""), .answer(status: 503, retryAfter: "7", body: "busy"),
        .answer(status: 429, retryAfter: "tomorrow", body: "{}"), .answer(status: 200, retryAfter: nil, body: "<html>"),
        .answer(status: 302, retryAfter: nil, body: "portal"), .bytes("220 mail.example ready\r\n"),
        .answer(status: 200, retryAfter: nil, body: String(repeating: " ", count: 1_100_000)),
    ]

    @Test(arguments: faults, 0..<3)
    func everyReportArrivesOnce(fault: TestAggregator.Fault, request: Int) async throws {
        aggregator.memory.withLock { $0.faults = Array(repeating: .none, count: request) + [fault] }
        let limits = Delivery.Limits(requestEnvelopes: 2)
        let first = try await core.deliver(.everything, limits: limits)
        #expect(first.failure != nil)
        #expect(first.delivered == request * 2)
        #expect(try core.outbox.status().pending == 6 - request * 2)
        let second = try await core.deliver(.everything, limits: limits)
        #expect(second.failure == nil)
        #expect(second.delivered == 6 - request * 2)
        #expect(try core.outbox.status().pending == 0)
        #expect(aggregator.lineTests == ["1", "2", "3", "4", "5", "6"])
        #expect(aggregator.memory.withLock { $0.problems } == [])
    }

    @Test func anAnswerThatNeverComesMeetsTheDeadline() async throws {
        aggregator.willFail(.none, .stallAfterCommit)
        let client = AggregatorClient(
            server: try aggregator.address, on: MultiThreadedEventLoopGroup.singleton,
            limits: .init(requestSeconds: 2), agentVersion: "0.1")
        let delivery = Delivery(
            outbox: core.outbox, client: client, limits: .init(requestEnvelopes: 2), seal: { 0 })
        let outcome = try await delivery.run()
        #expect((outcome.failure as? ConnectionFailure)?.code == .timedOut)
        #expect(try core.outbox.status().pending == 4)
        #expect(try await core.deliver(.everything).failure == nil)
        #expect(aggregator.lineTests == ["1", "2", "3", "4", "5", "6"])
        #expect(aggregator.memory.withLock { $0.duplicates } == 2)
    }

    @Test func anAggregatorThatDiesAndComesBackLosesNothing() async throws {
        aggregator.willFail(.none, .closeAfterCommit)
        let limits = Delivery.Limits(requestEnvelopes: 2)
        _ = try await core.deliver(.everything, limits: limits)
        try await aggregator.stop()
        let away = try await core.deliver(.everything, limits: limits)
        #expect((away.failure as? ConnectionFailure)?.code == .refused)
        #expect(away.failure?.exitStatus == .unavailable)
        try await aggregator.start()
        let back = try await core.deliver(.everything, limits: limits)
        #expect(back.failure == nil)
        #expect(aggregator.lineTests == ["1", "2", "3", "4", "5", "6"])
        #expect(aggregator.memory.withLock { $0.duplicates } == 2)
        #expect(aggregator.memory.withLock { $0.problems } == [])
    }

    @Test func anAggregatorInTroubleLeavesWhatIsUnsealedUnsealed() async throws {
        aggregator.willFail(
            .answer(status: 503, retryAfter: nil, body: ""), .closeBeforeCommit,
            .answer(status: 500, retryAfter: nil, body: ""))
        for number in 7...9 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            #expect(try await core.deliver(.everything).failure != nil)
            #expect(try core.outbox.status().pending == 6)
        }
        #expect(try await core.deliver(.everything).delivered == 7)
        #expect(aggregator.lineTests == (1...9).map(String.init))
    }

    @Test func anOutageLeavesWhatIsUnsealedUnsealed() async throws {
        _ = try await core.deliver(.everything)
        try await aggregator.stop()
        for number in 7...9 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            _ = try await core.deliver(.everything)
        }
        let status = try core.outbox.status()
        #expect(status.pending == 0)
        #expect(status.unsealedLineTests == 3)
        try await aggregator.start()
        #expect(try await core.deliver(.everything).delivered == 1)
        #expect(aggregator.lineTests == (1...9).map(String.init))
    }
}
