internal import Inventory
internal import Outbox
internal import Reports

extension AgentCore {
    /// One line for a person while this computer is not enrolled because its key was another computer's, else nil.
    public var copyNotice: String? {
        guard enrollment == nil, let origin else { return nil }
        return "\(Self.story(of: origin)), and it reports nothing until it is enrolled as agent \(agent)"
    }

    /// What happened, for people.
    static func story(of origin: Origin) -> String {
        switch origin.reason {
        case .copied: "this computer's state was copied from another one (agent \(origin.clonedFrom))"
        case .ordered: "the region saw agent \(origin.clonedFrom) on two computers at once, and this is one of them"
        }
    }

    /// Looks whether the state still stands on its machine: a copy gets a key of its own, a repair is remembered.
    func judgeMachine() throws {
        guard let enrollment, let current = components(for: enrollment) else { return }
        let stored = try state.components(of: agent, in: enrollment.regionKey)
        switch MachineIdentity.judge(stored: stored ?? [], current: current) {
        case .clone: try becomeAnother(because: .copied)
        case .same where stored != nil: break
        case .same, .changed:
            try remember(MachineIdentity.remembering(stored: stored ?? [], current: current), in: enrollment)
        }
    }

    /// Keeps what the machine is known by in the region just joined.
    func rememberMachine(in enrollment: Enrollment) throws {
        if let current = components(for: enrollment) { try remember(current, in: enrollment) }
    }

    /// Keeps behind which gateway this computer was enrolled: the first that may be the school's.
    func rememberGateway(in enrollment: Enrollment) throws {
        let hashed = enrollment.regionHash.flatMap { gateway($0) }
        try state.save(KnownGateways(agent: agent, region: enrollment.regionKey, atEnrollment: hashed))
    }

    /// Takes a key of its own because the region said so; once, since an order that repeats itself is a fault of the
    /// region's, and every key costs a use of the code.
    /// - Returns: whether the order was obeyed.
    func obeyRekey() throws -> Bool {
        guard origin?.reason != .ordered else { return false }
        try becomeAnother(because: .ordered)
        return true
    }

    /// In this order a power cut at any point is mended by the next start, or leaves the old agent as it was: the key is
    /// what everything else is named after.
    private func becomeAnother(because reason: Origin.Reason) throws {
        let former = key
        let fresh = SigningKey()
        let agent = fresh.publicKey.agentID
        let origin = Origin(
            agent: agent, clonedFrom: former.publicKey.agentID, reason: reason,
            formerProof: try FormerProof.text(for: agent, by: former))
        // The same computer on the same line has spent what it has spent; a copy on another one begins afresh.
        let spent = reason == .ordered ? try SurveyMemory(from: outbox).spending : [:]
        try outbox.beginNewStream(carrying: spent.merging(outboxRegion()) { $1 })
        try state.save(origin)
        if try outbox.formerStream() != nil { try state.keepAside(former) }
        try state.replaceKey(with: fresh)
        begin(with: fresh, origin: origin)
        try state.forgetEnrollment()
    }

    private func components(for enrollment: Enrollment) -> [MachineComponent]? {
        guard let hash = enrollment.regionHash else { return nil }
        return machine()?.components(hashedBy: hash)
    }

    private func remember(_ components: [MachineComponent], in enrollment: Enrollment) throws {
        try state.save(MachineRecord(agent: agent, region: enrollment.regionKey, components: components))
    }
}
