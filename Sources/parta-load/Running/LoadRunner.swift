internal import FoundationEssentials
internal import NIOCore
internal import Reports
internal import Synchronization

/// Plays a plan with so many agents at once, as fast as the server accepts.
final class LoadRunner: Sendable {
    struct Limits: Sendable {
        /// At once.
        var parallel: Int
        /// Turns begin until then.
        var seconds: Double
        /// Reports.
        var count: Int
        /// How often a POST is sent before its reports are given up.
        var tries = 8
        /// What was not taken so many seconds after the last turn began is given up, however late the server asks to come.
        var patience = 180.0
    }

    private let plan: LoadPlan
    private let roster: Roster
    private let dialer: Dialer
    private let connections: LoadConnections
    private let limits: Limits
    private let maker = ReportMaker()
    let tally: LoadTally

    private struct Cursor {
        var turn = 0
        var reports = 0
        var isStopped = false
    }

    private let cursor = Mutex(Cursor())

    init(
        _ plan: LoadPlan, roster: Roster, dialer: Dialer, connections: LoadConnections, limits: Limits,
        keepsAcknowledged: Bool = false
    ) {
        self.plan = plan
        self.roster = roster
        self.dialer = dialer
        self.connections = connections
        self.limits = limits
        tally = LoadTally(keepsAcknowledged: keepsAcknowledged)
    }

    /// - Throws: what sealing throws; what the network says is counted.
    func run() async throws {
        let end = ContinuousClock.now + .seconds(limits.seconds)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<limits.parallel {
                group.addTask { try await self.work(until: end) }
            }
            try await group.waitForAll()
        }
    }

    private func work(until end: ContinuousClock.Instant) async throws {
        var line = LoadLine(dialer: dialer, tally: tally)
        defer { line.close() }
        while ContinuousClock.now < end, let turn = nextTurn() {
            for orders in turn {
                let envelopes = try orders.map {
                    try maker.envelope($0.kind, of: $0.agent, at: $0.time, booted: $0.booted, in: roster)
                }
                guard await deliver(envelopes, over: &line, until: end + .seconds(limits.patience)) else { return }
                if connections == .fresh { line.close() }
            }
            if connections == .agent { line.close() }
        }
    }

    private func nextTurn() -> LoadPlan.Turn? {
        let next: Int? = cursor.withLock { cursor in
            guard !cursor.isStopped, cursor.reports < limits.count, plan.turnCount.map({ cursor.turn < $0 }) != false
            else { return nil }
            defer { cursor.turn += 1 }
            return cursor.turn
        }
        guard let next else { return nil }
        let turn = plan.turn(next)
        cursor.withLock { $0.reports += turn.reduce(0) { $0 + $1.count } }
        return turn
    }

    /// Until it is answered, as an agent would: later each time, and as late as the server asks.
    /// - Returns: false when the server is gone for good, which ends the run.
    private func deliver(
        _ envelopes: [LoadEnvelope], over line: inout LoadLine, until end: ContinuousClock.Instant
    ) async -> Bool {
        let body = ByteBuffer(string: envelopes.map(\.envelope.text).joined(separator: "\n"))
        for attempt in 1...limits.tries {
            let started = ContinuousClock.now
            tally.note { $0.sent += envelopes.count }
            var pause = Duration.milliseconds(50 << min(attempt, 6))
            do {
                let answer = try await line.post("/v1/reports", body)
                if answer.status == 200 {
                    let response = try ReportCoder.decode(
                        DeliveryResponse.self, from: Data(answer.body.readableBytesView))
                    tally.note(
                        response, of: envelopes, milliseconds: (ContinuousClock.now - started) / .milliseconds(1))
                    return true
                }
                let refusal = try? ReportCoder.decode(ErrorResponse.self, from: Data(answer.body.readableBytesView))
                tally.note { $0.putOff["\(answer.status) \(refusal?.error ?? "-")", default: 0] += 1 }
                // Nothing that waiting helps with.
                guard [408, 429, 500, 503].contains(answer.status) else {
                    tally.note { $0.lost += envelopes.count }
                    return true
                }
                pause = max(pause, .seconds(answer.retryAfterSeconds ?? 0))
            } catch {
                line.close()
                tally.note { $0.failed[NetworkReason.text(error), default: 0] += 1 }
            }
            if cursor.withLock({ $0.isStopped }) || ContinuousClock.now + pause > end { break }
            try? await Task.sleep(for: pause)
        }
        tally.note { $0.lost += envelopes.count }
        cursor.withLock { $0.isStopped = true }
        return false
    }
}
