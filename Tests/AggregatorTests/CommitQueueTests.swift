import Foundation
import Reports
import Store
import Synchronization
import Testing

@testable import Aggregator

@Suite("Deliveries that are committed together", .timeLimit(.minutes(1)))
struct CommitQueueTests {
    /// Stands in for the store: holds back the first commit until it is told to go on, and notes what came in each.
    private final class Desk: Sendable {
        private struct State {
            var commits: [[String]] = []
            var gate: CheckedContinuation<Void, Never>?
            var isOpen = false
        }

        private let state = Mutex(State())
        let failing: Set<String>
        let failure: StoreFailure

        init(failing: Set<String> = [], failure: StoreFailure = .fault(location: "here", reason: "test")) {
            self.failing = failing
            self.failure = failure
        }

        var commits: [[String]] { state.withLock { $0.commits } }

        func open() {
            let gate = state.withLock { state in
                state.isOpen = true
                defer { state.gate = nil }
                return state.gate
            }
            gate?.resume()
        }

        func take(_ reports: [VerifiedReport]) async throws -> IngestOutcome {
            let names = reports.map { CommitQueueTests.name($0) }
            state.withLock { $0.commits.append(names) }
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if !state.isOpen { state.gate = continuation }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
            guard failing.isDisjoint(with: names) else { throw failure }
            var outcome = IngestOutcome()
            for report in reports {
                let agent = report.report.agent
                outcome.dispositions.append(report.report.seq.isMultiple(of: 2) ? .duplicate : .stored)
                let stream = StreamID(agent: agent, stream: report.report.stream)
                outcome.accepted[stream, default: SequenceRanges()].insert(report.report.seq)
                outcome.rekey.insert(agent)
                outcome.sendFull.insert(agent)
            }
            return outcome
        }
    }

    private final class Ended: Sendable {
        private let ended = Atomic<Int>(0)

        var count: Int { ended.load(ordering: .relaxed) }

        func add() { ended.add(1, ordering: .relaxed) }
    }

    private static let keys = (0..<12).map { _ in SigningKey() }

    static func name(_ report: VerifiedReport) -> String {
        let agent = keys.firstIndex { $0.publicKey.agentID == report.report.agent } ?? -1
        return "\(agent)/\(report.report.seq)"
    }

    /// - Parameter slots: how many facts it has.
    private static func report(_ agent: Int, _ seq: Int, slots: Int = 0) throws -> VerifiedReport {
        let key = keys[agent]
        let now = Date(timeIntervalSince1970: 1_756_706_400)
        let time = ObservedTime(bootID: "b", monotonic: 1, wallClock: now)
        let all = (0..<slots).map { number in
            SlotRecord(
                id: "2025-09-01/\(1 + number)", plannedAt: now.addingTimeInterval(Double(number * 977 % 43_200)),
                decidedAt: time, inLessons: true, ran: false)
        }
        let report = Report(
            agent: key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: seq, sealedAt: time, slots: all)
        return try VerifiedReport(
            Envelope.seal(report, kind: .report, with: key), key: key.publicKey, receivedAt: now)
    }

    /// Submits one after the other while the first commit is held back, then lets all of them through.
    private func submit(
        _ deliveries: [[VerifiedReport]], to queue: CommitQueue, at desk: Desk
    ) async -> [Result<IngestOutcome, any Error>] {
        let ended = Ended()
        return await withTaskGroup(of: (Int, Result<IngestOutcome, any Error>).self) { group in
            for (index, reports) in deliveries.enumerated() {
                let before = (queue.waiting, ended.count)
                group.addTask {
                    do {
                        return (index, .success(try await queue.commit(reports)))
                    } catch {
                        ended.add()
                        return (index, .failure(error))
                    }
                }
                // In their order: the next one comes when this one is being committed, waits, or was refused.
                while (queue.waiting, ended.count) == before || desk.commits.isEmpty { await Task.yield() }
            }
            desk.open()
            var results: [Int: Result<IngestOutcome, any Error>] = [:]
            for await (index, result) in group { results[index] = result }
            return deliveries.indices.compactMap { results[$0] }
        }
    }

    @Test("what comes during a commit is the next one, and each delivery is told of its own alone")
    func together() async throws {
        let desk = Desk()
        let queue = CommitQueue { try await desk.take($0) }
        let deliveries = try [[(0, 1)], [(1, 1), (1, 2)], [(2, 4)], [(3, 1), (4, 1)]].map { pairs in
            try pairs.map { try Self.report($0.0, $0.1) }
        }
        let outcomes = try await submit(deliveries, to: queue, at: desk).map { try $0.get() }
        #expect(desk.commits == [["0/1"], ["1/1", "1/2", "2/4", "3/1", "4/1"]])
        #expect(outcomes.map(\.dispositions) == [[.stored], [.stored, .duplicate], [.duplicate], [.stored, .stored]])
        for (outcome, reports) in zip(outcomes, deliveries) {
            let agents = Set(reports.map(\.report.agent))
            #expect(Set(outcome.accepted.keys.map(\.agent)) == agents)
            #expect(outcome.rekey == agents && outcome.sendFull == agents)
        }
        #expect(queue.waiting == 0)
    }

    @Test("no commit holds two deliveries of one agent, and an agent's keep their order")
    func oneEach() async throws {
        let desk = Desk()
        let queue = CommitQueue { try await desk.take($0) }
        // The third shares agent 1 with the second, the fourth agent 2 with the third: it may not overtake it.
        let deliveries = try [[(0, 1)], [(1, 1)], [(1, 2), (2, 2)], [(2, 3)], [(3, 1)]].map { pairs in
            try pairs.map { try Self.report($0.0, $0.1) }
        }
        _ = try await submit(deliveries, to: queue, at: desk).map { try $0.get() }
        #expect(desk.commits == [["0/1"], ["1/1", "3/1"], ["1/2", "2/2"], ["2/3"]])
    }

    @Test("a commit has its limits, and what is beyond them by itself is one alone")
    func limits() async throws {
        let desk = Desk()
        let limits = CommitQueue.Limits(commitReports: 3, commitFacts: 10)
        let queue = CommitQueue(limits: limits) { try await desk.take($0) }
        let deliveries = try [
            [Self.report(0, 1)], [Self.report(1, 1)], [Self.report(2, 1), Self.report(2, 2), Self.report(2, 3)],
            [Self.report(3, 1, slots: 12)], [Self.report(4, 1, slots: 6)], [Self.report(5, 1, slots: 6)],
        ]
        _ = try await submit(deliveries, to: queue, at: desk).map { try $0.get() }
        #expect(desk.commits == [["0/1"], ["1/1", "4/1"], ["2/1", "2/2", "2/3"], ["3/1"], ["5/1"]])
    }

    @Test(
        "beyond what may wait a delivery is told to come again, and there is room again afterwards",
        arguments: [
            CommitQueue.Limits(waitingReports: 3), CommitQueue.Limits(waitingFacts: 3),
            CommitQueue.Limits(waitingBytes: 1_200),
        ])
    func full(_ limits: CommitQueue.Limits) async throws {
        let desk = Desk()
        let queue = CommitQueue(limits: limits) { try await desk.take($0) }
        let deliveries = try (0..<6).map { [try Self.report($0, 1, slots: 1)] }
        let results = await submit(deliveries, to: queue, at: desk)
        let refused = results.filter { result in
            if case .failure(let error) = result { return error as? Refusal == .crowded }
            return false
        }
        #expect(refused.count == 3)
        #expect(Set(desk.commits.joined()) == ["0/1", "1/1", "2/1"])
        #expect(queue.hasRoom && queue.waiting == 0)
        #expect(try await queue.commit([Self.report(7, 1)]).dispositions == [.stored])
    }

    @Test("a report that cannot be stored takes no other with it")
    func fault() async throws {
        let desk = Desk(failing: ["3/1"])
        let queue = CommitQueue { try await desk.take($0) }
        let results = await submit(try (0..<8).map { [try Self.report($0, 1)] }, to: queue, at: desk)
        for (index, result) in results.enumerated() {
            switch result {
            case .success(let outcome): #expect(index != 3 && outcome.dispositions == [.stored])
            case .failure(let error): #expect(index == 3 && error as? StoreFailure == desk.failure)
            }
        }
    }

    @Test("a full disk is everybody's, and is asked once")
    func diskFull() async throws {
        let desk = Desk(failing: ["3/1"], failure: .diskFull(location: "here"))
        let queue = CommitQueue { try await desk.take($0) }
        let results = await submit(try (0..<8).map { [try Self.report($0, 1)] }, to: queue, at: desk)
        #expect(desk.commits.count == 2)
        #expect(results.count { (try? $0.get()) == nil } == 7)
    }

    @Test("who hangs up while others wait for the same commit takes nothing from them")
    func hangUp() async throws {
        let desk = Desk()
        let queue = CommitQueue { try await desk.take($0) }
        let first = Task { try await queue.commit([Self.report(0, 1)]) }
        while desk.commits.isEmpty { await Task.yield() }
        let second = Task { try await queue.commit([Self.report(1, 1)]) }
        while queue.waiting < 2 { await Task.yield() }
        first.cancel()
        desk.open()
        #expect(try await second.value.dispositions == [.stored])
        #expect(desk.commits == [["0/1"], ["1/1"]])
        _ = try await first.value
    }
}
