internal import Reports
internal import Store
internal import Synchronization

/// Commits the reports of many deliveries in one transaction, and lets each delivery wait for its own.
///
/// A durable commit costs the same work and the same wait for the disk, however little it holds: what arrives during one goes
/// into the next, and while one follows the other, some milliseconds pass before the next. Who comes after a calm waits for
/// nobody. What waits is bounded; a delivery beyond that is told to come again.
final class CommitQueue: Sendable {
    /// What is taken together, and what may wait.
    struct Limits: Sendable, Equatable {
        /// Of one commit: it keeps all other writers waiting, and a delivery's own limits are below these.
        var commitReports = 256
        var commitFacts = 4_000
        /// Of all that waits. A fact takes up to a kilobyte in memory, an envelope its size.
        var waitingReports = 4_096
        var waitingFacts = 32_000
        var waitingBytes = 32_000_000
        /// A commit within so much of the last one's end is preceded by a pause.
        var calm = Duration.milliseconds(20)
    }

    /// One batch of one delivery.
    private struct Submission {
        var reports: [VerifiedReport]
        var load: Load
        var agents: Set<AgentID>
        var continuation: CheckedContinuation<IngestOutcome, any Error>
    }

    private struct Load {
        var reports = 0
        var facts = 0
        var bytes = 0

        static func += (left: inout Load, right: Load) {
            left.reports += right.reports
            left.facts += right.facts
            left.bytes += right.bytes
        }

        static func -= (left: inout Load, right: Load) {
            left.reports -= right.reports
            left.facts -= right.facts
            left.bytes -= right.bytes
        }
    }

    private struct State {
        var waiting: [Submission] = []
        /// Of all that waits and of what is being committed.
        var load = Load()
        var isRunning = false
        var lastEnded: ContinuousClock.Instant?
    }

    private let limits: Limits
    private let pause: (@Sendable () async -> Void)?
    private let store: @Sendable ([VerifiedReport]) async throws -> IngestOutcome
    private let state = Mutex(State())

    /// - Parameters:
    ///   - pause: returns after some milliseconds, in which more may come; nil for no pause.
    ///   - store: commits durably, all or none.
    init(
        limits: Limits = Limits(), pause: (@Sendable () async -> Void)? = nil,
        store: @escaping @Sendable ([VerifiedReport]) async throws -> IngestOutcome
    ) {
        self.limits = limits
        self.pause = pause
        self.store = store
    }

    /// How many reports wait or are being committed.
    var waiting: Int { state.withLock { $0.load.reports } }

    /// Whether another delivery may be looked at; asked before its body is read.
    var hasRoom: Bool { state.withLock { isWithinLimits($0.load) } }

    /// Returns when the reports are durably committed, with what became of them alone.
    /// - Throws: `Refusal.crowded`, and what the store throws.
    func commit(_ reports: [VerifiedReport]) async throws -> IngestOutcome {
        let load = Load(
            reports: reports.count, facts: reports.reduce(0) { $0 + $1.factCount },
            bytes: reports.reduce(0) { $0 + $1.envelope.text.utf8.count })
        let agents = Set(reports.map(\.report.agent))
        return try await withCheckedThrowingContinuation { continuation in
            let submission = Submission(reports: reports, load: load, agents: agents, continuation: continuation)
            let step = state.withLock { state -> Step in
                guard isWithinLimits(state.load) else { return .refuse }
                state.waiting.append(submission)
                state.load += load
                if state.isRunning { return .wait }
                state.isRunning = true
                return .begin
            }
            switch step {
            case .refuse: continuation.resume(throwing: Refusal.crowded)
            case .wait: break
            // Not the caller's own task: others wait for it, too, when the caller has hung up.
            case .begin: Task { await self.run() }
            }
        }
    }

    private enum Step {
        case refuse, wait, begin
    }

    private func isWithinLimits(_ load: Load) -> Bool {
        load.reports < limits.waitingReports && load.facts < limits.waitingFacts && load.bytes < limits.waitingBytes
    }

    /// Commits until nothing waits.
    private func run() async {
        while true {
            if let pause, isBusy { await pause() }
            guard let group = nextGroup() else { return }
            await commit(group)
            state.withLock { state in
                for submission in group { state.load -= submission.load }
                state.lastEnded = .now
            }
        }
    }

    /// Whether commits follow each other, and the next one has room for more than what waits.
    private var isBusy: Bool {
        state.withLock { state in
            guard !state.waiting.isEmpty, state.load.reports < limits.commitReports, let ended = state.lastEnded else {
                return false
            }
            return ended.duration(to: .now) < limits.calm
        }
    }

    /// What waits longest, as much as keeps within the limits and at least one. An agent's key may be live on two computers, of
    /// which an answer orders one to take another: so a commit holds one delivery of an agent, and its deliveries keep their
    /// order.
    private func nextGroup() -> [Submission]? {
        state.withLock { state in
            var group: [Submission] = []
            var rest: [Submission] = []
            var load = Load()
            // Of all that was looked at, taken or not.
            var agents: Set<AgentID> = []
            for submission in state.waiting {
                let fits =
                    load.reports + submission.load.reports <= limits.commitReports
                    && load.facts + submission.load.facts <= limits.commitFacts
                if group.isEmpty || fits && agents.isDisjoint(with: submission.agents) {
                    group.append(submission)
                    load += submission.load
                } else {
                    rest.append(submission)
                }
                agents.formUnion(submission.agents)
            }
            state.waiting = rest
            if group.isEmpty { state.isRunning = false }
            return group.isEmpty ? nil : group
        }
    }

    private func commit(_ group: [Submission]) async {
        do {
            let outcome = try await store(group.flatMap(\.reports))
            var start = 0
            for submission in group {
                let end = start + submission.reports.count
                submission.continuation.resume(returning: outcome.part(start..<end, of: submission.reports))
                start = end
            }
        } catch {
            // One of them may be at fault, and the others are not to suffer for it. A disk that is full or a database that is
            // kept by another is nobody's, and asking it again would only take longer.
            guard group.count > 1, case StoreFailure.fault = error else {
                for submission in group { submission.continuation.resume(throwing: error) }
                return
            }
            let middle = group.count / 2
            await commit(Array(group[..<middle]))
            await commit(Array(group[middle...]))
        }
    }
}

extension IngestOutcome {
    /// What it says of some of its reports.
    /// - Parameter reports: those that stand in `range`.
    func part(_ range: Range<Int>, of reports: [VerifiedReport]) -> IngestOutcome {
        let agents = Set(reports.map(\.report.agent))
        let streams = Set(reports.map { StreamID(agent: $0.report.agent, stream: $0.report.stream) })
        return IngestOutcome(
            dispositions: Array(dispositions[range]), accepted: accepted.filter { streams.contains($0.key) },
            rekey: rekey.intersection(agents), sendFull: sendFull.intersection(agents), settingsVersion: settingsVersion
        )
    }
}
