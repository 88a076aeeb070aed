internal import FoundationEssentials
internal import Reports
internal import Store

/// The store's answer in the words of the protocol.
struct LeaseWording {
    /// How soon a computer that waits for its peer is worth asking again, in seconds.
    static let waitingSeconds = 2

    /// Where to measure; nil only for an ask that is given nothing to measure.
    let server: String?
    let now: Date
    let makeToken: @Sendable (String, AgentID, Int) -> String

    /// - Throws: `Refusal` for what is refused to whom it is refused.
    func response(to request: LeaseRequest, _ answer: LeaseAnswer) throws -> LeaseResponse {
        var response = LeaseResponse(gateways: answer.gateways, nameGateway: answer.nameGateway ? true : nil)
        switch answer.outcome {
        case .test where server == nil: response.refusal = .noServer
        case .test(let held):
            response.lease = lease(held, role: .measure)
            if let peer = held.peer, peer.server == nil { response.retryAfter = Self.waitingSeconds }
        case .listen(let held):
            response.lease = lease(held, role: .listen)
            if request.ask != .test { response.retryAfter = Self.waitingSeconds }
        case .refused(let reason, let holder, let retryAfter):
            response.refusal = reason
            response.holder = holder
            response.retryAfter = retryAfter
        case .noted, .over: break
        case .replayed: throw Refusal.replayed
        case .unknownAgent: throw Refusal.unknownAgent
        case .revoked: throw Refusal.revoked
        case .waiting: throw Refusal.waitingForApproval
        }
        return response
    }

    /// Who listens is given nothing that opens the region's server.
    private func lease(_ held: HeldLease, role: Lease.Peer.Role) -> Lease {
        let seconds = held.secondsLeft(at: now)
        return Lease(
            id: held.id, line: held.line, seconds: seconds, server: server ?? "",
            token: role == .measure ? makeToken(held.id, held.agent, seconds) : "", full: held.full,
            byteAllowance: held.byteAllowance, mlab: role == .measure ? held.mlab : nil,
            peer: held.peer.map { Lease.Peer(role: role, token: $0.token, server: $0.server) })
    }
}
