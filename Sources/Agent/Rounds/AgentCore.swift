public import FoundationEssentials
public import Inventory
public import NIOCore
public import Outbox
public import Reports
internal import Synchronization

/// The agent without its senses: what it knows, keeps and delivers. Scanning and measuring are handed in.
public final class AgentCore: Sendable {
    public let state: StateDirectory
    public let outbox: Outbox
    public let clock: AgentClock
    public let version: String
    let group: any EventLoopGroup
    let clientLimits: AggregatorClient.Limits
    private let proxies: ProxySetting
    /// When this program was made, nil where that is not known.
    let built: Date?
    /// The parts this machine is known by, nil where nobody looks.
    let machine: @Sendable () -> MachineParts?
    /// The default gateway's hash, nil where there is none or nobody looks.
    let gateway: @Sendable (RegionHash) -> String?
    private let identity: Mutex<Identity>
    /// A line for a person about every damaged file that was moved aside at the start.
    public let damageNotices: [String]
    /// What the region set, as far as it has come here.
    let settings: SettingsKeeper
    /// What was left behind in another region.
    let departure = Mutex<String?>(nil)
    /// Whether the region has answered, since the start, who asked for a receipt without waiting.
    let receiptAsked = Mutex(false)
    /// Former streams that were not taken, and until when they are passed over.
    let resting = Mutex<[String: FormerRest]>([:])

    /// Who this agent is: it changes as a whole.
    private struct Identity {
        var key: SigningKey
        var origin: Origin?
        var enrollment: Enrollment?
        /// What the servers of that region are known by.
        var trust: RegionTrust?
        /// What that region said of this agent last, where it was no welcome.
        var standing: RegionStanding?
    }

    /// Opens everything the state directory holds, and takes a key of its own where the state was copied from another
    /// machine.
    /// - Parameters:
    ///   - version: of the program, as reports say it.
    ///   - proxies: who stands on the way to the aggregator.
    ///   - built: when this program was made.
    ///   - machine: looks at the parts this machine is known by, such as `MachineParts.read(roots:)`.
    ///   - gateway: looks behind which default gateway this computer stands, as a hash.
    /// - Throws: `StateFailure` or `OutboxFailure`.
    public init(
        state: StateDirectory, clock: AgentClock, group: any EventLoopGroup, version: String,
        clientLimits: AggregatorClient.Limits = AggregatorClient.Limits(), proxies: ProxySetting = .direct,
        built: Date? = nil, machine: @escaping @Sendable () -> MachineParts? = { nil },
        gateway: @escaping @Sendable (RegionHash) -> String? = { _ in nil }
    ) throws {
        self.state = state
        self.clock = clock
        self.group = group
        self.version = version
        self.clientLimits = clientLimits
        self.proxies = proxies
        self.built = built
        self.machine = machine
        self.gateway = gateway
        let key = try state.signingKey()
        let agent = key.publicKey.agentID
        damageNotices = try state.setAsideDamage(of: agent)
        let enrollment = try state.enrollment(of: agent)
        identity = Mutex(
            Identity(
                key: key, origin: try state.origin(of: agent), enrollment: enrollment,
                trust: enrollment.map { state.trust(in: $0) },
                standing: enrollment.flatMap { _ in StateDirectory.standing(of: agent, in: state.path) }))
        settings = SettingsKeeper(directory: state.path)
        outbox = try Outbox(path: state.outboxPath, shownAs: "\(state.shownPath)/outbox.sqlite")
        // On a full disk the agent starts all the same, and says at each attempt why it records nothing.
        do { try finishDeparture() } catch is OutboxFailure {} catch is StateFailure {}
        try judgeMachine()
    }

    /// How many reports are sealed at once while delivering: more waits unsealed, and compact, until these have arrived.
    static let sealedAtOnce = 16

    var key: SigningKey { identity.withLock { $0.key } }

    /// Where this agent's key came from, nil when it was made here for the first time.
    public var origin: Origin? { identity.withLock { $0.origin } }

    public var agent: AgentID { key.publicKey.agentID }

    /// Which region this computer belongs to, nil before enrolment.
    public var enrollment: Enrollment? { identity.withLock { $0.enrollment } }

    /// Enrols with the file, unless that is done already; a changed room, label or purpose is taken over without asking anybody.
    /// A file for a school without a network enrols without asking anybody too; the region confirms it later.
    /// - Throws: `ConnectionFailure`, `EnrollmentFailure` or `StateFailure`.
    @discardableResult
    public func enroll(with file: EnrollmentFile) async throws -> Enrollment {
        let enrollment: Enrollment
        if let known = self.enrollment, known.cameOf(file) {
            enrollment = known.following(file)
            if enrollment == known { return known }
        } else {
            if let offline = Enrollment(offline: file) {
                enrollment = offline
            } else if let server = file.server {
                return try await enroll(with: file, at: server)
            } else {
                throw EnrollmentFailure(code: .badFile, reason: "the enrolment file names no server")
            }
            try rememberMachine(in: enrollment)
            try rememberGateway(in: enrollment)
        }
        try replace(with: enrollment)
        return enrollment
    }

    private func enroll(with file: EnrollmentFile, at server: ServerAddress) async throws -> Enrollment {
        let trust = joining(with: file)
        let admission = try await Enroller(client: client(for: server, knowing: trust))
            .enroll(with: file, key: key, agentVersion: version, origin: origin)
        try rememberMachine(in: admission.enrollment)
        try rememberGateway(in: admission.enrollment)
        if let known = trust.known { try state.save(known) }
        try replace(with: admission.enrollment)
        note(admission)
        return admission.enrollment
    }

    /// Keeps what a scan saw.
    /// - Parameter replugged: ids of devices unplugged and plugged again since the scan before.
    /// - Returns: whether it is news.
    /// - Throws: `OutboxFailure`; `EnrollmentFailure` before enrolment: without the region's key nothing personal could be
    ///   hashed, so nothing is kept.
    @discardableResult
    public func record(scan: Scan, replugged: Set<String> = []) throws -> Bool {
        _ = try enrolled()
        try requireOwnOutbox()
        let now = clock.now()
        return try outbox.record(
            scan: scan, at: now, day: LocalDay.text(of: now.wallClock), awakeSeconds: clock.awakeSeconds(),
            replugged: replugged, notBefore: try knownPast())
    }

    /// Keeps a line test.
    /// - Throws: `OutboxFailure`; `EnrollmentFailure` before enrolment.
    public func record(lineTest: LineTest) throws {
        _ = try enrolled()
        try requireOwnOutbox()
        try outbox.record(lineTest: lineTest)
    }

    /// Seals what is due.
    /// - Parameter forBundle: whether it leaves by hand, so that days nobody can date are not held back for an answer.
    /// - Returns: how many envelopes that made.
    /// - Throws: `OutboxFailure`.
    public func seal(_ policy: SealingPolicy, forBundle: Bool = false) throws -> Int {
        try requireOwnOutbox()
        let now = clock.now()
        guard policy.isDue(try outbox.status(), now: now.wallClock) else { return 0 }
        return try outbox.seal(
            with: key, at: now, limits: SealLimits(envelopes: Self.sealedAtOnce), forBundle: forBundle,
            mayHear: enrollment?.server != nil)
    }

    /// Delivers what is pending, sealing more as it goes.
    /// - Throws: `OutboxFailure`, `StateFailure`; `EnrollmentFailure` before enrolment. What the network and the
    ///   aggregator did is in the outcome.
    public func deliver(_ policy: SealingPolicy, limits: Delivery.Limits = Delivery.Limits()) async throws
        -> DeliveryOutcome
    {
        var enrollment = try enrolled()
        try finishDeparture()
        // Where no network is, bundles carry what there is.
        guard let server = enrollment.server else { return DeliveryOutcome() }
        if enrollment.receipt == nil {
            do {
                enrollment = try await confirm(enrollment, at: server)
            } catch let failure as any ExplainedFailure where !(failure is StateFailure) {
                var outcome = DeliveryOutcome()
                outcome.failure = failure
                return outcome
            }
        }
        let client = client(for: server)
        let former = try await deliverFormer(to: client, limits: limits)
        if former.failure != nil || former.retryAfterSeconds != nil || former.isPaced { return former }
        let delivery = Delivery(
            outbox: outbox, client: client, limits: limits,
            renew: { try self.outbox.renewStream(with: self.key, at: self.clock.now()) },
            hear: { response in
                try self.outbox.learn(serverTime: response.serverTime, at: self.clock.now())
                if response.sendFull == true { try self.outbox.requestFullScan() }
            },
            seal: { try self.seal(policy) })
        var outcome = try await delivery.run()
        if try await isReadmitted(after: &outcome) { outcome = try await delivery.run() }
        outcome.delivered += former.delivered
        note(outcome)
        await renewReceipt(after: outcome, at: server)
        await learnTrust(from: outcome, over: client)
        outcome.bytesSent += former.bytesSent
        if outcome.rekeyOrdered { outcome.rekeyed = try obeyRekey() }
        if outcome.rekeyed { return outcome }
        // Readmission may have changed it meanwhile.
        if let server = outcome.lineTestServer, var changed = self.enrollment, server != changed.lineTestServer {
            changed.lineTestServer = server
            try replace(with: changed)
        }
        return outcome
    }

    /// - Throws: `EnrollmentFailure` of code `notEnrolled`.
    public func enrolled() throws -> Enrollment {
        guard let enrollment else {
            throw origin.map { EnrollmentFailure(code: .copied, reason: Self.story(of: $0)) }
                ?? EnrollmentFailure(code: .notEnrolled, reason: "this computer is not enrolled")
        }
        return enrollment
    }

    /// Begins a life under another key, in no region yet.
    func begin(with key: SigningKey, origin: Origin) {
        identity.withLock { $0 = Identity(key: key, origin: origin) }
    }

    /// What the region's servers are known by, nil before enrolment.
    var trust: RegionTrust? { identity.withLock { $0.trust } }

    /// What the region said last, where it was no welcome: it waits with approval, or has revoked this agent.
    public internal(set) var standing: RegionStanding? {
        get { identity.withLock { $0.standing } }
        set { identity.withLock { $0.standing = newValue } }
    }

    /// - Parameter trust: in place of what the region's servers are known by.
    func client(for server: ServerAddress, knowing trust: RegionTrust? = nil) -> AggregatorClient {
        AggregatorClient(
            server: server, on: group, limits: clientLimits, agentVersion: version, trust: trust ?? self.trust,
            proxies: proxies)
    }

    func replace(with enrollment: Enrollment) throws {
        try keep(enrollment)
        // Why it was not taken in once is no answer to why it is not enrolled later.
        state.note(nil)
        identity.withLock { identity in
            if identity.trust == nil || identity.enrollment?.regionKey != enrollment.regionKey
                || identity.enrollment?.codeHash != enrollment.codeHash
            {
                identity.trust = state.trust(in: enrollment)
            }
            identity.enrollment = enrollment
        }
    }
}
