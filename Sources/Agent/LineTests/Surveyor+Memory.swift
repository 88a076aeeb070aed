internal import LineTesting
internal import Logging
internal import Outbox
internal import Reports

extension Surveyor {
    /// Follows the planner's state into what is kept.
    mutating func keep(_ planner: LineTestPlanner) {
        self.planner = planner
        memory.planner = planner.state
    }

    /// - Parameter slot: nil for a test by hand, whose bytes alone are counted.
    mutating func reserve(_ bytes: Int, for slot: Slot?) {
        guard let slot, var planner else { return spend(bytes) }
        planner.reserve(bytes, for: slot, now: core.clock.now())
        keep(planner)
    }

    mutating func spend(_ bytes: Int) {
        guard var planner else { return }
        planner.spend(bytes, now: core.clock.now())
        keep(planner)
    }

    /// After a 429 or 503: slots of the next while pass without a question.
    mutating func leaveAlone(retryAfter: Int?) {
        let seconds = backoff.next(retryAfter: retryAfter, jitter: instruments.draw())
        planner?.leaveAlone(forSeconds: seconds, now: core.clock.now())
    }

    func save() throws {
        try core.requireOwnOutbox()
        try core.outbox.record(lineTests: [], slot: nil, ledger: memory.ledger)
    }

    /// What slots came to, with the tests that ran in them: all of it or nothing.
    mutating func record(_ slots: [SlotRecord], tests: [LineTest] = []) throws {
        if var planner {
            planner.settle(slots)
            keep(planner)
        }
        try core.requireOwnOutbox()
        try core.outbox.record(lineTests: tests, slots: slots, ledger: memory.ledger)
    }

    /// Records why a slot passed without a test. A program that ends breaks off its questions too: what those came to says
    /// nothing of the line, the gateway or the aggregator, so that slot is missed.
    mutating func skip(
        _ slot: Slot, _ reason: SlotRecord.Reason, _ circumstances: SlotCircumstances?, holder: AgentID? = nil
    ) throws {
        let isBrokenOff = Task.isCancelled
        let reason = isBrokenOff ? .missed : reason
        let holder = isBrokenOff ? nil : holder
        try record([slot.skipped(reason, at: core.clock.now(), circumstances: circumstances, holder: holder)])
        logger.debug("no line test", metadata: ["slot": "\(slot.id)", "reason": "\(reason.rawValue)"])
    }

    // MARK: Gateways

    func gateways(in enrollment: Enrollment) throws -> KnownGateways {
        do {
            return try core.state.gateways(of: core.agent, in: enrollment.regionKey)
        } catch {
            // Without it this computer is told anew where its school is. Once: the list is whole from then on.
            logger.warning("the school's gateways are asked for anew: \(error)")
            let empty = KnownGateways(agent: core.agent, region: enrollment.regionKey)
            try core.state.save(empty)
            return empty
        }
    }

    /// Where the computer stands now.
    func look(_ enrollment: Enrollment) async -> LineInstruments.Place {
        guard let hash = enrollment.regionHash else { return LineInstruments.Place() }
        let place = await instruments.look(hash)
        guard place.gateway == nil, place.gatewayAddress != nil else { return place }
        // The kernel has forgotten the gateway: a connection to the aggregator, as any delivery makes, lets it meet it.
        guard let server = enrollment.server else { return place }
        try? await core.client(for: server).withConnection { try await $0.open() }
        return await instruments.look(hash)
    }

    func learn(from response: LeaseResponse, in enrollment: Enrollment) throws {
        // The computer may have moved to another region while it asked: what that one's enrolment noted must stand.
        guard core.enrollment?.regionKey == enrollment.regionKey else { return }
        let known = try gateways(in: enrollment)
        var learnt = known
        learnt.learn(from: response)
        if learnt != known { try core.state.save(learnt) }
    }

    /// The same circumstances, by what is known of the gateway now.
    func confirming(_ circumstances: SlotCircumstances, in enrollment: Enrollment) -> SlotCircumstances {
        var circumstances = circumstances
        let known = try? gateways(in: enrollment)
        circumstances.isConfirmedGateway = circumstances.gateway.map { known?.confirmed.contains($0) ?? false } ?? false
        return circumstances
    }

    // MARK: Leases

    func client(_ enrollment: Enrollment) -> LeaseClient {
        LeaseClient(client: enrollment.server.map { core.client(for: $0) }, key: core.key)
    }

    func request(_ ask: LeaseRequest.Ask) -> LeaseRequest {
        LeaseRequest(agent: core.agent, ask: ask, askedAt: core.clock.now(), nonce: LeaseRequest.newNonce())
    }

    func testRequest(_ visit: Visit, _ enrollment: Enrollment) throws -> LeaseRequest {
        var request = request(.test)
        request.slot = visit.slot?.id
        request.inLessons =
            visit.slot?.inLessons ?? options.settings.calendar.isInLessons(core.clock.now().wallClock)
        request.gateway = visit.circumstances.gateway
        if case .school(_, let enrolledHere) = try gateways(in: enrollment).standing(behind: request.gateway) {
            request.enrolledHere = enrolledHere
        }
        request.latencyOnly = visit.latencyOnly == nil ? nil : true
        request.medium = visit.place.link.medium
        request.mayListen = options.mayListen
        return request
    }

    /// Gives a lease back; one that is lost on the way runs out by itself.
    func release(_ lease: Lease, bytes: Int, test: String?, _ enrollment: Enrollment) async {
        var request = request(.release)
        request.lease = lease.id
        request.bytes = bytes
        request.test = test
        if case .failed(let reason) = await client(enrollment).ask(request) {
            logger.debug("a lease runs out by itself", metadata: ["reason": "\(reason)"])
        }
    }
}
