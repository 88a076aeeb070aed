public import FoundationEssentials
public import Reports

/// What becomes of an ask for a line.
public enum LeaseDecision: Sendable, Equatable {
    case grant(full: Bool, byteAllowance: Int, withMLab: Bool, withPeer: Bool)
    /// The agent holds it already: its first answer may have been lost.
    case again(HeldLease)
    /// Not the test, but the listener's part of the LAN question under another's lease.
    case listen(HeldLease)
    case refuse(SlotRecord.Reason, holder: AgentID? = nil, retryAfter: Int? = nil)
}

/// Who may test a line now: pure, so that every database decides alike. Never two at once on one line.
public struct LeaseDesk: Sendable {
    /// How much of a lease must be left for a whole test to run under it, in seconds.
    static let testSeconds = 90
    /// How much of a lease must be left for a listener to open and be measured against, in seconds.
    static let listeningSeconds = 30
    /// For how long after the grant a computer of the other medium is waited for, where the line has one.
    static let preferenceSeconds: TimeInterval = 20
    /// How soon one that may listen, and came too early, is worth asking again.
    static let retrySeconds = 15

    public let rules: LeaseRules

    public init(rules: LeaseRules) {
        self.rules = rules
    }

    /// Whether a request for a slot comes at its time: the clock it was asked by is right, and the slot is of these days.
    ///
    /// A clock that is fast would win every slot, and measure lessons in the evening. A test by hand asks for no slot.
    public func isTimely(_ request: LeaseRequest, at now: Date) -> Bool {
        guard let slot = request.slot else { return true }
        return abs(request.askedAt.wallClock.timeIntervalSince(now)) <= rules.clockTolerance
            && SlotDay.names(around: now).contains(String(slot.prefix { $0 != "/" }))
    }

    /// - Parameter request: one that `isTimely`.
    public func decide(_ request: LeaseRequest, line: LineState, at now: Date) -> LeaseDecision {
        if let held = line.held, held.agent == request.agent, held.slot == request.slot,
            held.latencyOnly == (request.latencyOnly == true), held.secondsLeft(at: now) >= Self.testSeconds
        {
            return .again(held)
        }
        if request.slot != nil, line.slotMeasured { return .refuse(.alreadyMeasured) }
        if let held = line.held { return answer(request, besides: held, line: line, at: now) }
        if line.grantedToAgent >= rules.agentTestsPerDay { return .refuse(.agentCap) }
        if request.latencyOnly == true {
            return .grant(full: false, byteAllowance: rules.latencyBytes, withMLab: false, withPeer: false)
        }
        guard let allowance = rules.allowance(used: line.bytesUsed, at: now) else { return .refuse(.budget) }
        return .grant(
            full: line.granted.isMultiple(of: max(1, rules.fullEvery)), byteAllowance: allowance,
            withMLab: line.grantedWithMLab < rules.mlabPerDay, withPeer: isLANQuestionDue(line, at: now))
    }

    /// Whether the listener gets the test next under the same lease, and what it may take: wired against Wi-Fi, back to back.
    ///
    /// Only one that opened and that the holder went to: any other may have given up, and would keep the line for nothing.
    /// - Parameter line: as of the listener, the holder's test counted.
    public func pairAllowance(after held: HeldLease, line: LineState, at now: Date) -> Int? {
        guard held.part == 1, held.expiresAt > now, line.held == nil, let peer = held.peer, peer.agent != nil,
            peer.server != nil,
            peer.isTold, Set([held.medium, peer.medium]) == [.wired, .wifi],
            line.grantedToAgent < rules.agentTestsPerDay
        else { return nil }
        return rules.allowance(used: line.bytesUsed, at: now)
    }

    private func answer(
        _ request: LeaseRequest, besides held: HeldLease, line: LineState, at now: Date
    ) -> LeaseDecision {
        let blocked = held.secondsLeft(at: now.addingTimeInterval(TimeInterval(-rules.graceSeconds)))
        let refusal = LeaseDecision.refuse(.heldByAnother, holder: held.agent, retryAfter: max(1, blocked))
        guard let peer = held.peer, held.part == 1, held.agent != request.agent, request.mayListen == true,
            held.secondsLeft(at: now) >= Self.listeningSeconds
        else { return refusal }
        if let listener = peer.agent { return listener == request.agent ? .listen(held) : refusal }
        let isOther = request.medium != held.medium
        let othersMayCome = line.neighbours.contains {
            $0.mayListen && $0.medium != held.medium && $0.agent != held.agent
        }
        if !isOther, othersMayCome, now.timeIntervalSince(held.grantedAt) < Self.preferenceSeconds {
            return .refuse(.heldByAnother, holder: held.agent, retryAfter: Self.retrySeconds)
        }
        return .listen(held)
    }

    private func isLANQuestionDue(_ line: LineState, at now: Date) -> Bool {
        guard line.neighbours.contains(where: \.mayListen) else { return false }
        guard let answered = line.lanAnsweredAt else { return true }
        return now.timeIntervalSince(answered) >= TimeInterval(rules.lanEveryDays) * 86_400
    }
}
