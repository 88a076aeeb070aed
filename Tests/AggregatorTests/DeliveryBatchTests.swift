import Foundation
import Reports
import Store
import Testing

@testable import Aggregator

@Suite("What of a delivery is committed together")
struct DeliveryBatchTests {
    @Test(
        "many small reports are one commit, large ones a commit each",
        arguments: [(0, 33, [32, 1]), (2_000, 5, [2, 2, 1]), (1_999, 5, [3, 2])] as [(Int, Int, [Int])])
    func batches(_ slots: Int, _ reports: Int, _ sizes: [Int]) throws {
        let key = SigningKey()
        let now = Date(timeIntervalSince1970: 1_756_706_400)
        let time = ObservedTime(bootID: "b", monotonic: 1, wallClock: now)
        // No two alike: what compresses as nothing honest does is refused before it is counted.
        let all = (0..<slots).map { number in
            SlotRecord(
                id: "2025-09-01/\(1 + number % 999)", plannedAt: now.addingTimeInterval(Double(number * 977 % 43_200)),
                decidedAt: time, inLessons: true, ran: false)
        }
        let received = try (0..<reports).map { index in
            let report = Report(
                agent: key.publicKey.agentID, stream: String(repeating: "a", count: 32), seq: index + 1, sealedAt: time,
                slots: all)
            return Delivery.Received(index: index, envelope: try Envelope.seal(report, kind: .report, with: key))
        }
        let agent = RegisteredAgent(
            id: key.publicKey.agentID, publicKey: key.publicKey, state: .enrolled, school: "A-1")
        var delivery = Delivery(receivedAt: now)
        var rest = received[...]
        var batches: [[Int]] = []
        while !rest.isEmpty {
            batches.append(delivery.nextBatch(of: &rest, agents: [agent.id: agent]).map(\.index))
        }
        #expect(batches.map(\.count) == sizes)
        #expect(Array(batches.joined()) == Array(0..<reports))
        #expect(delivery.refused.isEmpty)
    }
}
