import Foundation
import NIOPosix
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

/// What was sealed under keys that were given up travels stream by stream.
@Suite(.timeLimit(.minutes(1)))
struct FormerDeliveryTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let clock = TestClock()
    private let core: AgentCore

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory, clock: clock.clock)
        try await core.enroll(with: aggregator.file())
    }

    /// Three streams of one envelope each, of which the youngest is the present one.
    private func threeStreams() throws {
        for number in 1...3 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            _ = try core.seal(.everything)
            if number < 3 { try core.outbox.beginNewStream() }
        }
    }

    private func refusal(_ word: RefusalWord) -> TestAggregator.Fault {
        .answer(status: 403, retryAfter: "600", body: #"{"error":"\#(word.rawValue)","message":"said so"}"#)
    }

    @Test(arguments: [(RefusalWord.revoked, 86_400.0), (.unknownAgent, 3_600.0)])
    func aRefusedStreamIsPassedOverAndTriedAgainLater(word: RefusalWord, seconds: Double) async throws {
        try threeStreams()
        aggregator.willFail(refusal(word))
        let outcome = try await core.deliver(.everything)
        #expect(outcome.failure == nil && outcome.delivered == 2)
        #expect(aggregator.lineTests == ["2", "3"])
        #expect(core.standing == nil, "what is said of a former key is not said of this one")
        let requests = aggregator.memory.withLock { $0.requests }
        clock.advance(seconds - 1)
        #expect(try await core.deliver(.everything).failure == nil)
        #expect(aggregator.memory.withLock { $0.requests } == requests, "it is not asked with every delivery")
        clock.advance(2)
        #expect(try await core.deliver(.everything).delivered == 1)
        #expect(aggregator.lineTests == ["1", "2", "3"])
        #expect(try core.outbox.formerStreams().isEmpty)
    }

    /// A former key that has used up its day keeps nothing of this computer's own back.
    @Test(arguments: [true, false])
    func aStreamOverItsBudgetIsLeftForAsLongAsItIsTold(isRefused: Bool) async throws {
        try threeStreams()
        let body = #"{"error":"over_budget","message":"enough for today"}"#
        aggregator.willFail(isRefused ? .answer(status: 429, retryAfter: "7000", body: body) : .retryAfter(7_000))
        let outcome = try await core.deliver(.everything)
        #expect(outcome.failure == nil && outcome.retryAfterSeconds == nil)
        #expect(aggregator.lineTests == (isRefused ? ["2", "3"] : ["1", "2", "3"]))
        #expect(try core.outbox.status().pending == 0)
        guard isRefused else { return }
        let requests = aggregator.memory.withLock { $0.requests }
        clock.advance(6_999)
        #expect(try await core.deliver(.everything).failure == nil)
        #expect(aggregator.memory.withLock { $0.requests } == requests)
        clock.advance(2)
        #expect(try await core.deliver(.everything).delivered == 1)
    }

    @Test func aServerThatIsBusyEndsTheDelivery() async throws {
        try threeStreams()
        aggregator.willFail(.answer(status: 503, retryAfter: "60", body: ""))
        let outcome = try await core.deliver(.everything)
        #expect((outcome.failure as? DeliveryFailure)?.code == .busy && outcome.retryAfterSeconds == 60)
        #expect(aggregator.lineTests.isEmpty)
        #expect(try await core.deliver(.everything).delivered == 3)
    }
}
