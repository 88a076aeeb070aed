import FoundationEssentials
import Reports
import Store

/// The region's own lease desk at work on one line: `LeaseDesk` decides, this only remembers what a store would.
struct ModelDesk {
    struct Answer {
        var lease: Lease?
        var refusal: SlotRecord.Reason?
        var retryAfter: Int?
    }

    static let testsPerAgent = 2

    /// A lease that was granted, and what came of it.
    private struct Entry {
        var lease: HeldLease
        /// Nil until it is released; one that is not counts with its allowance.
        var bytes: Int?
    }

    let desk: LeaseDesk
    private var entries: [Entry] = []
    private var measured: Set<String> = []

    init(monthlyBytes: Int) {
        desk = LeaseDesk(rules: LeaseRules(agentTestsPerDay: Self.testsPerAgent, monthlyBytes: monthlyBytes))
    }

    /// - Parameters:
    ///   - asked: what the asking computer's clocks say.
    ///   - now: what the aggregator's says.
    mutating func ask(pc: Int, slot: String, asked: ObservedTime, medium: LineLink.Medium, now: Date) -> Answer {
        let agent = AgentID(publicKey: Data([UInt8(pc)]))
        let request = LeaseRequest(
            agent: agent, ask: .test, askedAt: asked, nonce: "", slot: slot, medium: medium, mayListen: false)
        guard desk.isTimely(request, at: now) else { return Answer(refusal: .missed) }
        switch desk.decide(request, line: state(for: agent, slot: slot, at: now), at: now) {
        case .grant(let full, let allowance, let withMLab, _):
            let held = HeldLease(
                id: "lease-\(entries.count + 1)", line: "1", agent: agent, slot: slot, medium: medium, grantedAt: now,
                expiresAt: now.addingTimeInterval(TimeInterval(desk.rules.seconds)), full: full,
                byteAllowance: allowance, mlab: withMLab)
            entries.append(Entry(lease: held))
            return Answer(lease: lease(held, at: now))
        case .again(let held): return Answer(lease: lease(held, at: now))
        // Nobody says that it may listen.
        case .listen(let held): return Answer(refusal: .heldByAnother, retryAfter: held.secondsLeft(at: now))
        case .refuse(let reason, _, let retryAfter): return Answer(refusal: reason, retryAfter: retryAfter)
        }
    }

    mutating func release(lease id: String, slot: String, bytes: Int) {
        if bytes > 0 { measured.insert(slot) }
        guard let index = entries.lastIndex(where: { $0.lease.id == id && $0.bytes == nil }) else { return }
        entries[index].bytes = min(bytes, entries[index].lease.byteAllowance + desk.rules.slackBytes)
    }

    private func lease(_ held: HeldLease, at now: Date) -> Lease {
        Lease(
            id: held.id, line: held.line, seconds: held.secondsLeft(at: now), server: "ws://region:4443", token: "t",
            full: held.full, byteAllowance: held.byteAllowance, mlab: held.mlab)
    }

    private func state(for agent: AgentID, slot: String, at now: Date) -> LineState {
        let held = entries.last { entry in
            entry.bytes == nil && entry.lease.expiresAt.addingTimeInterval(TimeInterval(desk.rules.graceSeconds)) > now
        }
        let month = LeaseRules.monthStart(now)
        let day = now.addingTimeInterval(-86_400)
        return LineState(
            held: held?.lease, slotMeasured: measured.contains(slot), granted: entries.count,
            grantedToAgent: entries.count { $0.lease.agent == agent && $0.lease.grantedAt > day },
            grantedWithMLab: entries.count { $0.lease.mlab && $0.lease.grantedAt > day },
            bytesUsed: entries.reduce(0) {
                $1.lease.grantedAt >= month ? $0 + ($1.bytes ?? $1.lease.byteAllowance) : $0
            })
    }
}
