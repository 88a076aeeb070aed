internal import FoundationEssentials
internal import LineTesting
internal import Logging
internal import NDT7
internal import Outbox
internal import Reports

/// Tests the school's line at the plan's moments: what the line test service does next, and how long it then waits.
struct Surveyor: Sendable {
    let core: AgentCore
    let instruments: LineInstruments
    private(set) var options: LineTestOptions
    /// The options as they are in force now; nil where they never change.
    private let renewed: (@Sendable () -> LineTestOptions)?
    let logger: Logger
    /// How the plan's moments are drawn; nil for the region's way.
    var planDraw: (@Sendable (String) -> Double)?

    var memory = SurveyMemory()
    var planner: LineTestPlanner?
    var backoff: Backoff
    /// For which agent, region, school and gateway the plan stands.
    private var planned: PlanKey?

    private struct PlanKey: Equatable {
        var agent: AgentID
        var region: VerifyingKey
        var school: String
        var gateway: String
        var settings: LineTestSettings
    }

    init(
        core: AgentCore, instruments: LineInstruments, options: LineTestOptions,
        renewed: (@Sendable () -> LineTestOptions)? = nil, backoff: Backoff, logger: Logger
    ) {
        self.core = core
        self.instruments = instruments
        self.options = options
        self.renewed = renewed
        self.backoff = backoff
        self.logger = logger
    }

    /// Deals with what is due.
    /// - Returns: how many seconds to wait until the next step; nil until something rings, such as an enrolment.
    /// - Throws: `OutboxFailure` or `StateFailure` where what was done cannot be kept.
    mutating func step() async throws -> Double? {
        guard let enrollment = core.enrollment else { return nil }
        guard let hash = enrollment.regionHash else { return nil }
        let place = await instruments.look(hash)
        guard var planner = try plan(for: enrollment, at: place) else { return nil }
        let isFirst = planner.state.seenUntil == nil
        let step = planner.next(core.clock.now())
        keep(planner)
        // From here on a slot that passes is missed, a reboot in between or not.
        if isFirst { try save() }
        switch step {
        case .wait(let seconds): return seconds
        case .missed(let slots):
            let now = core.clock.now()
            try record(slots.map { $0.skipped(.missed, at: now) })
            logger.info("slots of line tests were missed", metadata: ["slots": "\(slots.count)"])
        case .decide(let slot):
            // On the disk before anything else: a computer that dies in a test must not repeat it at every start.
            try save()
            try await work(slot, enrollment)
        }
        return 0
    }

    /// The plan for where the computer stands; bytes and slots dealt with go along.
    mutating func plan(for enrollment: Enrollment, at place: LineInstruments.Place) throws -> LineTestPlanner? {
        guard let hash = enrollment.regionHash else { return nil }
        if let renewed { options = renewed() }
        var gateway = ""
        if case .school(let known, _) = try gateways(in: enrollment).standing(behind: place.gateway) {
            gateway = known
        }
        let key = PlanKey(
            agent: core.agent, region: enrollment.regionKey, school: enrollment.school, gateway: gateway,
            settings: options.settings)
        if let planner, planned == key { return planner }
        let calendar = options.settings.calendar
        let testsPerDay = options.settings.testsPerDay
        let plan =
            if let planDraw {
                SlotPlan(calendar: calendar, testsPerDay: testsPerDay, draw: planDraw)
            } else {
                SlotPlan(
                    calendar: calendar, testsPerDay: testsPerDay, hash: hash, school: enrollment.school,
                    gateway: gateway)
            }
        if var planner, planned?.agent == key.agent {
            planner.follow(plan, settings: options.settings)
            self.planner = planner
        } else {
            memory = try SurveyMemory(from: core.outbox)
            planner = LineTestPlanner(plan: plan, settings: options.settings, state: memory.planner)
        }
        planned = key
        return planner
    }

    /// One slot, from its moment to its record.
    private mutating func work(_ slot: Slot, _ enrollment: Enrollment) async throws {
        guard let planner else { return }
        var place = await look(enrollment)
        let first = SlotCircumstances(medium: place.link.medium)
        guard await instruments.pause(planner.startDelay(first, draw: instruments.draw())) else {
            return try skip(slot, .missed, nil)
        }
        place = await look(enrollment)
        let known = try gateways(in: enrollment)
        let standing = known.standing(behind: place.gateway)
        guard case .school(let gateway, _) = standing else {
            return try await passElsewhere(slot, standing, place, enrollment)
        }
        place.link = await instruments.link(place)
        let own = await instruments.ownTrafficMbps()
        var circumstances = SlotCircumstances(
            gateway: gateway, medium: place.link.medium, metered: place.link.metered, ownTrafficMbps: own,
            expectedCost: memory.expectedCost)
        let decision = planner.decide(slot, circumstances, now: core.clock.now())
        // Enrolled behind it and not confirmed yet: a lease may be asked for, but nothing is told beside it.
        circumstances.isConfirmedGateway = known.confirmed.contains(gateway)
        switch decision {
        case .skip(let reason): try skip(slot, reason, circumstances)
        case .latencyOnly(let reason):
            let terms = TestTerms(byteCap: 0, full: false, mayRunFull: false)
            let visit = Visit(
                slot: slot, place: place, circumstances: circumstances, terms: terms, latencyOnly: reason)
            try await ask(visit, enrollment)
        case .ask(let terms):
            try await ask(Visit(slot: slot, place: place, circumstances: circumstances, terms: terms), enrollment)
        }
    }

    /// Nothing is probed, tested or told here but that this computer stands elsewhere; the aggregator may ask for more.
    private mutating func passElsewhere(
        _ slot: Slot, _ standing: KnownGateways.Standing, _ place: LineInstruments.Place, _ enrollment: Enrollment
    ) async throws {
        guard case .elsewhere(let naming) = standing else { return try skip(slot, place.withoutGateway, nil) }
        try await tellElsewhere(slot, naming: naming, enrollment)
        try skip(slot, .notSchoolLine, nil)
    }

    /// Tells the aggregator that this computer stands elsewhere, and learns what it says of the school's gateways.
    /// - Parameter naming: the gateway's hash, where the aggregator asked for it.
    func tellElsewhere(_ slot: Slot?, naming: String?, _ enrollment: Enrollment) async throws {
        var request = request(.test)
        request.slot = slot?.id
        request.inLessons = slot?.inLessons
        request.elsewhere = true
        request.gateway = naming
        guard case .answered(let response) = await client(enrollment).ask(request) else { return }
        try learn(from: response, in: enrollment)
        // What was granted is for the next time: this one was not looked at as the school's.
        if let lease = response.lease { await release(lease, bytes: 0, test: nil, enrollment) }
    }
}
