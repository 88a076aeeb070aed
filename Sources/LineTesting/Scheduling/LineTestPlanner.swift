public import FoundationEssentials
public import Reports

/// Says what a computer does next about its line's tests: a state machine over a plan, without a clock of its own.
///
/// The caller's loop: `next` says how long to wait, or hands out a slot, or names slots that were missed. For a slot: wait
/// `startDelay`, look around, `decide`; ask for a lease; `reserve`; measure; `spend` the bytes; `settle` it. Every slot handed out or missed becomes
/// one `SlotRecord`. Save `state` at the first start and after each slot, best together with its record, and after each
/// `spend`; a wait changes nothing that a restart would miss.
public struct LineTestPlanner: Sendable {
    public enum Step: Sendable, Equatable {
        /// Nothing to do for so many seconds, or until something rings: resume, new settings, another gateway.
        case wait(seconds: Double)
        /// This slot's moment is now; it is not handed out again.
        case decide(Slot)
        /// The computer was off or asleep: record each as `missed`, never catch up.
        case missed([Slot])
    }

    /// What survives a restart.
    public struct State: Codable, Sendable, Equatable {
        /// Every slot up to here has been dealt with.
        public var seenUntil: Date?
        /// Slots dealt with, latest last, so that a clock set back does not bring them again.
        public var handled: [String]
        /// Those of them in which a test ran, latest last; nil as from an earlier version.
        public var ran: [String]?
        public var ledger: ByteBudget.Ledger
        /// The moment of the slot that was handed out and has no record yet; still there after a start, it was cut off.
        public var testing: Date?

        public init(
            seenUntil: Date? = nil, handled: [String] = [], ledger: ByteBudget.Ledger = .init(), testing: Date? = nil
        ) {
            self.seenUntil = seenUntil
            self.handled = handled
            self.ledger = ledger
            self.testing = testing
        }

        enum CodingKeys: String, CodingKey {
            case handled, ran, ledger, testing
            case seenUntil = "seen_until"
        }
    }

    /// A clock that says an earlier day was never set: nothing is planned by it.
    public static let earliestDay = CivilDate(daysSinceEpoch: 20_454)
    /// A slot found later than this after its moment was missed.
    public static let toleranceSeconds = 60.0
    /// No wait is longer: whoever sets the clock or wakes the computer up should ring, and this is for when nobody does.
    public static let longestWaitSeconds = 3_600.0
    /// Missed slots are told so far back.
    static let lookBackDays = 31
    static let keptHandled = 512

    public private(set) var plan: SlotPlan
    public private(set) var settings: LineTestSettings
    public internal(set) var state: State
    /// Slots of the days at hand.
    var known: [CivilDate: [Slot]] = [:]
    /// Until then (monotonic seconds of this boot) a server that was busy is left alone.
    var quietUntil: (bootID: String, monotonic: Double)?

    /// - Parameter state: as it was saved; a fresh one plans from now on and misses nothing.
    public init(plan: SlotPlan, settings: LineTestSettings, state: State = State()) {
        self.plan = plan
        self.settings = settings
        self.state = state
        takeBackCutOffSlot()
    }

    /// Follows another plan from now on: another gateway of the school, or new settings. Slots keep their ids, so one that
    /// was dealt with stays dealt with.
    public mutating func follow(_ plan: SlotPlan, settings: LineTestSettings) {
        self.plan = plan
        self.settings = settings
        known = [:]
    }

    /// What to do now.
    public mutating func next(_ now: ObservedTime) -> Step {
        let today = plan.calendar.day(of: now.wallClock)
        guard today >= Self.earliestDay else { return .wait(seconds: Self.longestWaitSeconds) }
        remember(from: today)
        let from = begin(now)
        let due = slots(after: from, through: now.wallClock)
        let late = due.filter { now.wallClock.timeIntervalSince($0.plannedAt) > Self.toleranceSeconds }
        if !late.isEmpty {
            handle(late)
            state.seenUntil = late.map(\.plannedAt).max()
            return .missed(late)
        }
        if let slot = due.first {
            handle([slot])
            state.seenUntil = slot.plannedAt
            state.testing = slot.plannedAt
            return .decide(slot)
        }
        state.seenUntil = now.wallClock
        return .wait(seconds: secondsToNext(now.wallClock))
    }

    /// The next slot's moment, for `status`; nil when none comes within the week.
    public func upcoming(after now: Date) -> Slot? {
        let end = now.addingTimeInterval(8 * 86_400)
        return slots(after: now, through: end).first
    }

    /// How long this computer waits after a slot's moment: wired and idle ones come first, each at random within its turn.
    /// - Parameter draw: a random number from 0 to 1, this computer's own.
    public func startDelay(_ circumstances: SlotCircumstances, draw: Double) -> Double {
        let comesFirst = circumstances.medium == .wired && !isBusy(circumstances)
        return (comesFirst ? 0 : SlotPlan.startDelayLimit / 2) + draw * SlotPlan.startDelayLimit / 2
    }

    /// What to do with a slot, once its delay has passed.
    public func decide(_ slot: Slot, _ circumstances: SlotCircumstances, now: ObservedTime) -> SlotDecision {
        guard circumstances.hasNetwork else { return .skip(.noNetwork) }
        guard circumstances.isConfirmedGateway else { return .skip(.notSchoolLine) }
        guard circumstances.hasServer else { return .skip(.noServer) }
        // The computer may have slept, or the clock been set, since the moment was handed out.
        guard now.wallClock <= slot.latestStart else { return .skip(.missed) }
        if quietSeconds(now) > 0 { return .skip(.serverBusy) }
        if isBusy(circumstances) { return .skip(.ownTraffic) }
        let isMetered = settings.isMetered(circumstances.metered)
        let day = plan.calendar.day(of: now.wallClock)
        if isMetered, plan.meteredSlot(ofWeekOf: plan.calendar.day(of: slot.plannedAt)) != slot.id {
            return .latencyOnly(.metered)
        }
        guard let terms = terms(slot, circumstances.expectedCost, on: day, isMetered: isMetered) else {
            return .skip(.budget)
        }
        return .ask(terms)
    }

    /// After a refusal that says when to come again: how long to wait before the one further try, nil to let the slot go.
    /// - Parameters:
    ///   - retryAfter: `LeaseResponse.retryAfter`.
    ///   - tries: how often the lease was asked for; a second refusal ends the slot.
    ///   - draw: a random number from 0 to 1.
    public func retryDelay(_ slot: Slot, retryAfter: Int?, tries: Int, now: ObservedTime, draw: Double) -> Double? {
        guard tries < 2, let retryAfter, retryAfter >= 0 else { return nil }
        let wait = Double(retryAfter) + draw * SlotPlan.startDelayLimit / 2
        return now.wallClock.addingTimeInterval(wait) <= slot.latestStart ? wait : nil
    }

    /// A server answered 429 or 503: slots of so many seconds are skipped as `server_busy`.
    /// - Parameter seconds: with its `Retry-After` and the jitter already in it.
    public mutating func leaveAlone(forSeconds seconds: Double, now: ObservedTime) {
        quietUntil = (now.bootID, now.monotonic + max(0, seconds))
    }

    /// Before a test begins under a lease: counts all it may move, so that a power cut in the middle spends rather than
    /// forgets. Save `state` before the test, and again with the slot's record after `spend`.
    /// - Parameter slot: nil for a test by hand.
    public mutating func reserve(_ bytes: Int, for slot: Slot?, now: ObservedTime) {
        live(until: now)
        var budget = ByteBudget(monthlyBytes: settings.monthlyBytes, ledger: state.ledger)
        budget.reserve(bytes, on: plan.calendar.day(of: now.wallClock))
        state.ledger = budget.ledger
        state.testing = slot?.plannedAt
    }

    /// Takes what slots came to: one that was handed out is done with. Save `state` together with the records.
    public mutating func settle(_ records: [SlotRecord]) {
        for record in records where record.plannedAt == state.testing { state.testing = nil }
        let ran = (state.ran ?? []) + records.filter(\.ran).map(\.id)
        state.ran = Array(ran.suffix(Self.keptHandled))
    }

    /// Counts what a test moved against the day and the month, whatever became of it; what was reserved is given back.
    public mutating func spend(_ bytes: Int, now: ObservedTime) {
        live(until: now)
        var budget = ByteBudget(monthlyBytes: settings.monthlyBytes, ledger: state.ledger)
        budget.spend(bytes, on: plan.calendar.day(of: now.wallClock))
        state.ledger = budget.ledger
    }

    /// Bytes left for today.
    public func allowance(now: ObservedTime) -> Int {
        ByteBudget(monthlyBytes: settings.monthlyBytes, ledger: state.ledger)
            .allowance(on: plan.calendar.day(of: now.wallClock))
    }
}
