internal import Logging
internal import Outbox
internal import Reports
internal import ServiceLifecycle

/// What the delivery service does next, and how long it then waits: enrol, deliver, back off.
struct Courier {
    /// How to wait for the next step.
    enum Pause: Equatable {
        /// All is delivered: until there is something new.
        case untilNews
        /// At least this long, whatever is new.
        case seconds(Double)
        /// Nothing to do until the program is started again, or an acknowledgement by file changes who this computer is.
        case forGood
    }

    let core: AgentCore
    let policy: SealingPolicy
    let logger: Logger
    /// Between two attempts to enrol where somebody else answered in the region's place, in seconds: a portal, another
    /// region at a recycled address.
    static let strangerWait = 3_600.0

    /// What to enrol with after a re-key.
    private let given: EnrollmentFile?
    /// What is still to be enrolled with.
    private var file: EnrollmentFile?
    /// Whom it is for: a key that an acknowledgement by file ordered is taken between two steps.
    private var agent: AgentID
    /// Not before this moment of this boot is it tried again.
    private var retryAt: Double?
    private var backoff: Backoff
    /// Notes on the region's servers that the log has.
    private var told: Set<String> = []
    private var complaint = Complaint()
    /// A random number from 0 to 1.
    private let draw: @Sendable () -> Double

    init(
        core: AgentCore, file: EnrollmentFile?, policy: SealingPolicy, backoff: Backoff, logger: Logger,
        draw: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.draw = draw
        self.core = core
        self.given = file
        self.file = file
        agent = core.agent
        self.policy = policy
        self.backoff = backoff
        self.logger = logger
    }

    /// Enrols where that is still to be done, else delivers.
    mutating func step() async -> Pause {
        if let pause = await enroll() { return pause }
        // A computer that is switched on every morning must not ask every morning twice.
        if let seconds = core.standing?.secondsLeft(now: core.clock.now().wallClock) { return .seconds(seconds) }
        do {
            let pace = UploadPace(uploadMbps: try SurveyMemory(from: core.outbox).lastUploadMbps)
            let outcome = try await core.deliver(policy, limits: Delivery.Limits(roundBytes: pace.roundBytes))
            if complaint.isOver() { logger.notice("the outbox can be used again") }
            if outcome.rekeyed {
                logger.error("\(core.copyNotice ?? "this computer has a new key")")
                return .seconds(0)
            }
            await followSettings(after: outcome)
            if outcome.rekeyOrdered { logger.error("the region asks for a new key again; it was obeyed before") }
            return pause(after: outcome, pace)
        } catch {
            if complaint.isNew("\(error)") { logger.error("nothing was delivered: \(error)") }
            return .seconds(next())
        }
    }

    /// - Returns: nil when the computer is enrolled and the way is free.
    private mutating func enroll() async -> Pause? {
        if core.agent != agent {
            agent = core.agent
            (file, retryAt) = (given, nil)
        }
        let wait = retryAt.map { $0 - core.clock.now().monotonic } ?? 0
        if wait > 0, core.enrollment == nil { return .seconds(wait) }
        if let file, wait <= 0 {
            do {
                let enrollment = try await core.enroll(with: file)
                logger.notice(
                    "enrolled",
                    metadata: ["school": "\(enrollment.school)", "server": "\(enrollment.server?.text ?? "none")"])
                (self.file, retryAt) = (nil, nil)
                if let notice = core.departureNotice { logger.warning("\(notice)") }
                if core.standing?.word == .waiting { logger.notice("the region has yet to approve this computer") }
                backoff.reset()
            } catch let failure as EnrollmentFailure where failure.isOfStranger {
                logger.error("not enrolled, and tried again in an hour: \(failure)")
                core.state.note(EnrollmentRefusal(failure, at: core.clock.now().wallClock))
                let wait = Self.strangerWait * (1 + 0.1 * draw())
                retryAt = core.clock.now().monotonic + wait
                // An older enrolment, if there is one, goes on meanwhile.
                if core.enrollment == nil { return .seconds(wait) }
            } catch let failure as EnrollmentFailure where !failure.mayPass {
                // A code does not become better by being tried again; an older enrolment, if there is one, goes on.
                logger.error("not enrolled: \(failure)")
                core.state.note(EnrollmentRefusal(failure, at: core.clock.now().wallClock))
                self.file = nil
            } catch {
                logger.warning("not enrolled yet: \(error)")
                return .seconds(next(retryAfter: retryAfter(of: error)))
            }
        }
        return core.enrollment == nil ? .forGood : nil
    }

    /// How long to wait before the first step, so that the computers of a school that are switched on together do not bring
    /// what is left of yesterday together; nothing where nothing waits, or a technician waits for the enrolment.
    func start() -> Pause {
        guard core.enrollment != nil, let status = try? core.outbox.status(),
            status.pending > 0 || status.unsealedPastDays > 0
        else { return .seconds(0) }
        return .seconds(backoff.baseSeconds * draw())
    }

    private mutating func pause(after outcome: DeliveryOutcome, _ pace: UploadPace) -> Pause {
        for refusal in outcome.refused {
            logger.error("report \(refusal.seq) was refused and kept aside: \(refusal.reason)")
        }
        if outcome.renewed > 0 {
            logger.warning("the region knew this computer's last reports as others: \(outcome.renewed) were sent anew")
        }
        for note in core.serverNotes where !told.contains(note) {
            told.insert(note)
            logger.warning("\(note)")
        }
        if let failure = outcome.failure as? DeliveryFailure, let least = failure.code.leastWaitSeconds {
            logger.error("\(failure)")
            // Those who were told the same must not come back together.
            let asked = min(Double(outcome.retryAfterSeconds ?? 0), backoff.retryAfterCapSeconds)
            return .seconds(max(least, asked) * (1 + 0.1 * draw()))
        }
        if outcome.resent > 0 {
            logger.warning("the region's store is another: \(outcome.resent) reports that it lacks are sent again")
        }
        if let failure = outcome.failure {
            if (failure as? ConnectionFailure)?.code != .cancelled { logger.warning("\(failure)") }
            return .seconds(next(retryAfter: outcome.retryAfterSeconds))
        }
        if outcome.delivered > 0 { logger.info("delivered", metadata: ["reports": "\(outcome.delivered)"]) }
        backoff.reset()
        let paced = outcome.isPaced ? pace.pauseSeconds(after: outcome.bytesSent, jitter: draw()) : nil
        guard let seconds = outcome.retryAfterSeconds else { return paced.map { .seconds($0) } ?? .untilNews }
        return .seconds(max(paced ?? 0, backoff.pause(retryAfter: seconds, jitter: draw())))
    }

    private mutating func next(retryAfter: Int? = nil) -> Double {
        backoff.next(retryAfter: retryAfter, jitter: draw())
    }

    private func retryAfter(of error: any Error) -> Int? {
        if case .rateLimited(let seconds)? = (error as? EnrollmentFailure)?.code { seconds } else { nil }
    }
}
