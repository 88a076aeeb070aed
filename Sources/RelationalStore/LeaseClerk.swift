internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Answers one lease request within one transaction: the desks decide, this reads and writes.
struct LeaseClerk {
    /// For how many days a request is known again: one for a slot is too old two minutes after it was asked, and one by
    /// hand is taken by whatever clock.
    static let nonceDays = 1
    static let nonceDaysByHand = 30

    let db: Database
    let ask: LeaseAsk
    let gateways: GatewayRegister
    let book: LeaseBook

    private var request: LeaseRequest { ask.request }

    /// The answer to an agent that the region knows and trusts, and the reason for any other.
    static func answer(_ ask: LeaseAsk, in db: Database) throws -> LeaseAnswer {
        guard let agent = try EnrollmentDesk(db: db).agent(ask.request.agent) else { return LeaseAnswer(.unknownAgent) }
        guard agent.state != .revoked else { return LeaseAnswer(.revoked) }
        guard agent.state != .waiting else { return LeaseAnswer(.waiting) }
        try GatewayRegister.forget(in: db, at: ask.time)
        let clerk = LeaseClerk(
            db: db, ask: ask, gateways: GatewayRegister(db: db, school: agent.school),
            book: LeaseBook(db: db, school: agent.school, now: ask.time))
        return try clerk.answer()
    }

    private func answer() throws -> LeaseAnswer {
        guard try isNew() else { return LeaseAnswer(.replayed) }
        guard request.ask != .test || LeaseDesk(rules: ask.rules).isTimely(request, at: ask.time) else {
            // What such a clock says of lessons is no evidence of gateways either.
            let outcome = LeaseAnswer.Outcome.refused(.missed, holder: nil, retryAfter: nil)
            return LeaseAnswer(outcome, gateways: try gateways.hashes())
        }
        var name = false
        let outcome: LeaseAnswer.Outcome
        switch request.ask {
        case .test:
            switch try gateways.find(request, at: ask.time, rules: ask.rules) {
            case .line(let line), .confirm(let line, _): outcome = try test(line)
            case .named: outcome = .refused(.notSchoolLine, holder: nil, retryAfter: nil)
            case .elsewhere(let isAsked):
                name = isAsked
                outcome = .refused(.notSchoolLine, holder: nil, retryAfter: nil)
            }
        case .release: outcome = try release()
        case .listening: outcome = try listening()
        case .peer: outcome = try peer()
        }
        return LeaseAnswer(outcome, gateways: try gateways.hashes(), nameGateway: name)
    }

    private func isNew() throws -> Bool {
        try db.execute(sql: LeaseSQL.forgetNonces, arguments: [ask.time.seconds])
        let isByHand = request.ask == .test && request.slot == nil
        let days = isByHand ? Self.nonceDaysByHand : Self.nonceDays
        try db.execute(
            sql: "INSERT OR IGNORE INTO lease_nonce (agent_id, nonce, forget_at) VALUES (?, ?, ?)",
            arguments: [request.agent.text, request.nonce, ask.time.seconds + days * 86_400])
        return db.changesCount == 1
    }

    // MARK: Asks

    private func test(_ line: String) throws -> LeaseAnswer.Outcome {
        try book.expire(gateways.linesLike(line), rules: ask.rules)
        let state = try state(of: line, for: request.agent)
        switch LeaseDesk(rules: ask.rules).decide(request, line: state, at: ask.time) {
        case .grant(let full, let allowance, let withMLab, let withPeer):
            let lease = HeldLease(
                id: ask.newID, line: line, agent: request.agent, slot: request.slot, medium: request.medium,
                grantedAt: ask.time, expiresAt: expiry, full: full, byteAllowance: allowance,
                latencyOnly: request.latencyOnly == true, mlab: withMLab,
                peer: withPeer ? HeldLease.Peer(token: ask.newPeerToken) : nil)
            try book.enter(lease)
            return .test(lease)
        case .again(let lease): return .test(try told(lease))
        case .listen(let lease):
            try book.assignListener(request.agent, medium: request.medium, to: lease)
            return .listen(lease)
        case .refuse(let reason, let holder, let retryAfter):
            return .refused(reason, holder: holder, retryAfter: retryAfter)
        }
    }

    private func release() throws -> LeaseAnswer.Outcome {
        guard let id = request.lease, let lease = try book.lease(id, of: request.agent) else { return .over }
        if lease.agent != request.agent, try book.dismissListener(request.agent, from: id) { return .noted }
        let wasHeld = try book.isHeld(lease)
        guard
            try book.release(
                id, by: request.agent, bytes: request.bytes, test: request.test, slack: ask.rules.slackBytes)
        else { return .over }
        if wasHeld, lease.agent == request.agent, request.test != nil { try handOver(lease) }
        return .noted
    }

    /// Gives the line to the listener, without letting go of it in between.
    private func handOver(_ lease: HeldLease) throws {
        guard let listener = lease.peer?.agent else { return }
        // It may stand behind another gateway of the same line, which has a name of its own until they are joined.
        let line = try gateways.line(of: listener) ?? lease.line
        let state = try state(of: line, for: listener)
        guard let allowance = LeaseDesk(rules: ask.rules).pairAllowance(after: lease, line: state, at: ask.time)
        else { return }
        try book.enter(
            HeldLease(
                id: lease.id, part: 2, line: line, agent: listener, slot: lease.slot, medium: lease.peer?.medium,
                grantedAt: ask.time, expiresAt: expiry, full: lease.full, byteAllowance: allowance))
    }

    private func listening() throws -> LeaseAnswer.Outcome {
        guard let lease = try running(), var peer = lease.peer, peer.agent == request.agent,
            let server = request.listenerURL
        else { return .over }
        try book.listenerIsOpen(at: server, under: lease)
        peer.server = server
        var told = lease
        told.peer = peer
        return .listen(told)
    }

    private func peer() throws -> LeaseAnswer.Outcome {
        guard let lease = try running() else { return .over }
        guard lease.agent == request.agent else { return .listen(lease) }
        return .test(try told(lease))
    }

    /// The lease as its holder learns of it, with its listener where that is open.
    private func told(_ lease: HeldLease) throws -> HeldLease {
        guard let peer = lease.peer, peer.server != nil, !peer.isTold else { return lease }
        try book.peerWasTold(under: lease)
        var told = lease
        told.peer?.isTold = true
        return told
    }

    // MARK: Reading

    private var expiry: Date { ask.time.addingTimeInterval(TimeInterval(ask.rules.seconds)) }

    /// The lease named, while it has not run out and was not released.
    private func running() throws -> HeldLease? {
        guard let id = request.lease, let lease = try book.lease(id, of: request.agent),
            lease.expiresAt > ask.time, try book.isHeld(lease)
        else { return nil }
        return lease
    }

    private func state(of line: String, for agent: AgentID) throws -> LineState {
        let lines = try gateways.linesLike(line)
        return try book.state(
            of: line, among: lines, for: agent, slot: request.slot,
            neighbours: gateways.neighbours(of: agent, behind: lines, at: ask.time))
    }
}
