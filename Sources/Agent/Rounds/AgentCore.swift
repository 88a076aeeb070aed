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
    private let key: SigningKey
    private let current: Mutex<Enrollment?>

    /// Opens everything the state directory holds.
    /// - Parameter version: of the program, as reports say it.
    /// - Throws: `StateFailure` or `OutboxFailure`.
    public init(
        state: StateDirectory, clock: AgentClock, group: any EventLoopGroup, version: String,
        clientLimits: AggregatorClient.Limits = AggregatorClient.Limits()
    ) throws {
        self.state = state
        self.clock = clock
        self.group = group
        self.version = version
        self.clientLimits = clientLimits
        key = try state.signingKey()
        current = Mutex(try state.enrollment())
        outbox = try Outbox(path: state.outboxPath)
    }

    public var agent: AgentID { key.publicKey.agentID }

    /// Which region this computer belongs to, nil before enrolment.
    public var enrollment: Enrollment? { current.withLock { $0 } }

    /// Enrols with the file, unless that is done already; a changed room or label is taken over without asking anybody.
    /// - Throws: `ConnectionFailure`, `EnrollmentFailure` or `StateFailure`.
    @discardableResult
    public func enroll(with file: EnrollmentFile) async throws -> Enrollment {
        var enrollment: Enrollment
        if let known = self.enrollment, known.cameOf(file) {
            if known.room == file.room, known.label == file.label { return known }
            enrollment = known
            enrollment.room = file.room
            enrollment.label = file.label
        } else {
            enrollment = try await Enroller(client: client(for: file.server))
                .enroll(with: file, key: key, agentVersion: version)
        }
        try replace(with: enrollment)
        return enrollment
    }

    /// Keeps what a scan saw.
    /// - Returns: whether it is news.
    /// - Throws: `OutboxFailure`; `EnrollmentFailure` before enrolment: without the region's key nothing personal could be
    ///   hashed, so nothing is kept.
    @discardableResult
    public func record(scan: Scan) throws -> Bool {
        _ = try enrolled()
        let now = clock.now()
        return try outbox.record(scan: scan, at: now, day: LocalDay.text(of: now.wallClock))
    }

    /// Keeps a line test.
    /// - Throws: `OutboxFailure`; `EnrollmentFailure` before enrolment.
    public func record(lineTest: LineTest) throws {
        _ = try enrolled()
        try outbox.record(lineTest: lineTest)
    }

    /// Seals what is due.
    /// - Returns: how many envelopes that made.
    /// - Throws: `OutboxFailure`.
    public func seal(_ policy: SealingPolicy) throws -> Int {
        let now = clock.now()
        guard policy.isDue(try outbox.status(), now: now.wallClock) else { return 0 }
        return try outbox.seal(with: key, at: now)
    }

    /// Delivers what is pending, sealing more as it goes.
    /// - Throws: `OutboxFailure`, `StateFailure`; `EnrollmentFailure` before enrolment. What the network and the
    ///   aggregator did is in the outcome.
    public func deliver(_ policy: SealingPolicy, limits: Delivery.Limits = Delivery.Limits()) async throws
        -> DeliveryOutcome
    {
        let enrollment = try enrolled()
        let delivery = Delivery(outbox: outbox, client: client(for: enrollment.server), clock: clock, limits: limits) {
            try self.seal(policy)
        }
        let outcome = try await delivery.run()
        if let server = outcome.lineTestServer, server != enrollment.lineTestServer {
            var changed = enrollment
            changed.lineTestServer = server
            try replace(with: changed)
        }
        return outcome
    }

    /// - Throws: `EnrollmentFailure` of code `notEnrolled`.
    public func enrolled() throws -> Enrollment {
        guard let enrollment else {
            throw EnrollmentFailure(code: .notEnrolled, reason: "this computer is not enrolled")
        }
        return enrollment
    }

    private func client(for server: ServerAddress) -> AggregatorClient {
        AggregatorClient(server: server, on: group, limits: clientLimits, agentVersion: version)
    }

    private func replace(with enrollment: Enrollment) throws {
        try state.save(enrollment)
        current.withLock { $0 = enrollment }
    }
}
