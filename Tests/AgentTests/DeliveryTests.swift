import Agent
import Foundation
import Outbox
import Presentation
import Reports
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DeliveryTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let core: AgentCore

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory)
        try await core.enroll(with: aggregator.file())
        aggregator.memory.withLock { ($0.requests, $0.connections) = (0, 0) }
    }

    private func recordLineTests(_ count: Int) throws {
        for number in 1...count {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            #expect(try core.seal(.everything) == 1)
        }
    }

    @Test func oneConnectionCarriesAllRequests() async throws {
        try recordLineTests(10)
        let outcome = try await core.deliver(.everything, limits: .init(requestEnvelopes: 3))
        #expect(outcome.delivered == 10)
        #expect(outcome.requests == 4)
        #expect(outcome.storeEpoch == "1")
        #expect(aggregator.memory.withLock { $0.connections } == 1)
        #expect(try await core.deliver(.everything).requests == 0)
    }

    @Test func requestsAreBoundedInBytes() async throws {
        try recordLineTests(4)
        let sizes = try core.outbox.pending(limitBytes: .max).map(\.text.utf8.count)
        let outcome = try await core.deliver(.everything, limits: .init(requestBytes: sizes[0] * 2 + 64 + 10))
        #expect(outcome.requests == 2)
        #expect(outcome.delivered == 4)
    }

    @Test func whatIsRefusedIsKeptAsideAndTheRestGoesOn() async throws {
        try recordLineTests(4)
        aggregator.willFail(.refuse([1, 3, 99]))
        let outcome = try await core.deliver(.everything)
        #expect(outcome.failure == nil)
        #expect(outcome.delivered == 2)
        #expect(outcome.refused.map(\.seq) == [2, 4])
        // Words from the network stay on one line.
        #expect(outcome.refused.first?.reason == "bad_payload: told so by the test")
        #expect(try core.outbox.refused().map(\.seq) == [2, 4])
        #expect(try core.outbox.status().pending == 0)
    }

    @Test func patienceIsKept() async throws {
        try recordLineTests(4)
        aggregator.willFail(.retryAfter(90))
        let outcome = try await core.deliver(.everything, limits: .init(requestEnvelopes: 2))
        #expect(outcome.failure == nil)
        #expect(outcome.retryAfterSeconds == 90)
        #expect(outcome.requests == 1)
        #expect(try core.outbox.status().pending == 2)
    }

    @Test func aRequestTooLargeIsSplit() async throws {
        try recordLineTests(8)
        aggregator.willFail(.tooLarge(above: 2))
        let outcome = try await core.deliver(.everything)
        #expect(outcome.failure == nil)
        #expect(aggregator.lineTests.count == 8)
    }

    @Test(arguments: [
        ("unknown_agent", DeliveryFailure.Code.unknownAgent, SystemExit.noPermission),
        ("revoked", .revoked, .noPermission), ("something_new", .refused, .unavailable),
    ])
    func aWordTurnsIntoASentence(word: String, code: DeliveryFailure.Code, exit: SystemExit) async throws {
        try recordLineTests(2)
        let answer = TestAggregator.Fault.answer(
            status: 403, retryAfter: nil, body: #"{"error":"\#(word)","message":"said so"}"#)
        // Whom the region does not know shows its receipt, which is refused likewise.
        aggregator.willFail(answer, answer)
        let outcome = try await core.deliver(.everything)
        #expect((outcome.failure as? DeliveryFailure)?.code == code)
        #expect(outcome.failure?.exitStatus == exit)
        #expect(try core.outbox.status().pending == 2)
    }

    @Test func anAnswerThatSettlesNothingEndsTheDelivery() async throws {
        try recordLineTests(2)
        let empty = #"{"accepted":[],"refused":[],"server_time":"2026-09-01T00:00:00Z","store_epoch":"1"}"#
        aggregator.willFail(.answer(status: 200, retryAfter: nil, body: empty))
        let outcome = try await core.deliver(.everything)
        #expect((outcome.failure as? DeliveryFailure)?.code == .noProgress)
        #expect(outcome.requests == 1)
    }

    @Test func aNewLineTestServerIsRemembered() async throws {
        try recordLineTests(1)
        aggregator.memory.withLock { $0.lineTestServer = "ws://127.0.0.1:7" }
        _ = try await core.deliver(.everything)
        #expect(try core.state.enrollment()?.lineTestServer == "ws://127.0.0.1:7")
    }
}
