import Aggregator
import Foundation
import Reports
import Store
import Testing

@Suite("What an agent may deliver in a day", .timeLimit(.minutes(1)))
struct DeliveryBudgetTests {
    @Test("beyond it an agent is told to come again tomorrow, and keeps what was not taken")
    func budget() async throws {
        func few(_ configuration: inout AggregatorConfiguration) { configuration.agentBytesPerDay = 2_000 }
        try await LiveAggregator.run(configure: few) { server in
            let key = try await server.enrolledAgent()
            let other = try await server.enrolledAgent()
            let reports = try (1...10).map { try server.report(key, $0) }
            let first = try await server.post("/v1/reports", reports.joined(separator: "\n"))
            let taken = try first.decoded(DeliveryResponse.self)
            let held = try #require(taken.accepted.first?.ranges.ranges.last?.upperBound)
            #expect(first.status == 200 && held < 10 && taken.refused.isEmpty)
            // 06:00 UTC by the test's clock.
            #expect(taken.retryAfter == 64_800)
            let rest = reports.dropFirst(held).joined(separator: "\n")
            let more = try await server.post("/v1/reports", rest)
            #expect(more.status == 429 && more.word == "over_budget")
            #expect(more.headers["retry-after"] == "64800")
            #expect(try await server.storedCount() == held)
            #expect(try await server.post("/v1/reports", server.report(other, 1)).status == 200)
            // What is held already costs nothing, so that an answer lost is given again.
            let again = try await server.post("/v1/reports", reports[0]).decoded(DeliveryResponse.self)
            #expect(again.accepted == taken.accepted && again.retryAfter == nil)
            server.clock.advance(seconds: 64_800)
            #expect(try await server.post("/v1/reports", reports[held]).status == 200)
            #expect(try await server.storedCount() == held + 2)
        }
    }

    @Test("a number that is one gap too many is refused by its word")
    func gaps() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let reports = try (1...RangeLimits.perStream + 1).map { seq in
                let report = Report(
                    agent: key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: seq * 2,
                    sealedAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: server.clock.now))
                return try VerifiedReport(
                    Envelope.seal(report, kind: .report, with: key), key: key.publicKey, receivedAt: server.clock.now)
            }
            _ = try await server.store.ingest(reports.dropLast())
            let answer = try await server.post("/v1/reports", reports[RangeLimits.perStream].envelope.text)
                .decoded(DeliveryResponse.self)
            #expect(answer.refused.map(\.error) == ["too_many_ranges"])
        }
    }
}
