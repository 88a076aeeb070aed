internal import FoundationEssentials
internal import LineTesting
internal import Logging
internal import NDT7
internal import Outbox
internal import Reports

extension Surveyor {
    /// What a test is about to run in.
    struct Visit: Sendable {
        /// Nil for a test by hand.
        var slot: Slot?
        var place: LineInstruments.Place
        var circumstances: SlotCircumstances
        var terms: TestTerms
        /// Why no load is made, where only latency is to be measured.
        var latencyOnly: SlotRecord.Reason?
    }

    /// A lease, and when it runs out by this boot's clock, which sleep does not stop.
    struct Held: Sendable {
        var lease: Lease
        var until: Double
    }

    /// What came of asking for a lease.
    enum Grant: Sendable {
        case lease(Held)
        case refused(SlotRecord.Reason, holder: AgentID?, sentence: String)
    }

    /// Asks for the slot's lease, once more where the aggregator says when, and tests under it.
    mutating func ask(_ visit: Visit, _ enrollment: Enrollment) async throws {
        guard let slot = visit.slot else { return }
        switch try await grant(visit, enrollment) {
        case .refused(let reason, let holder, _):
            let told = confirming(visit.circumstances, in: enrollment)
            try skip(slot, reason, told, holder: holder)
        case .lease(let held):
            var visit = visit
            visit.circumstances = confirming(visit.circumstances, in: enrollment)
            if held.lease.peer?.role == .listen {
                try await listen(visit, under: held, enrollment)
            } else {
                _ = try await test(visit, under: held, enrollment)
            }
        }
    }

    /// One lease, or why there is none; waits and asks once more where that is worth it.
    mutating func grant(_ visit: Visit, _ enrollment: Enrollment) async throws -> Grant {
        var tries = 0
        while true {
            tries += 1
            // A lease runs from when its answer was sent: who slept over the answer finds it run out.
            let asked = core.clock.now().monotonic
            switch await client(enrollment).ask(try testRequest(visit, enrollment)) {
            case .failed(let reason):
                return .refused(.noAggregator, holder: nil, sentence: "the aggregator gave no lease: \(reason)")
            case .busy(let seconds):
                leaveAlone(retryAfter: seconds)
                return .refused(.serverBusy, holder: nil, sentence: "the aggregator asks for patience")
            case .answered(let response):
                try learn(from: response, in: enrollment)
                backoff.reset()
                if let lease = response.lease {
                    let held = Held(lease: lease, until: asked + Double(lease.seconds))
                    return try await taken(held, response, visit, enrollment)
                }
                let reason = response.refusal ?? .noAggregator
                guard let slot = visit.slot,
                    let wait = planner?.retryDelay(
                        slot, retryAfter: response.retryAfter, tries: tries, now: core.clock.now(),
                        draw: instruments.draw()),
                    await instruments.pause(wait)
                else {
                    let sentence = "the aggregator gave no lease (\(reason.rawValue.asOneLine(limit: 60)))"
                    return .refused(reason, holder: response.holder, sentence: sentence)
                }
            }
        }
    }

    /// A lease counts only behind a gateway that the same answer names as the school's.
    private func taken(
        _ held: Held, _ response: LeaseResponse, _ visit: Visit, _ enrollment: Enrollment
    ) async throws -> Grant {
        let lease = held.lease
        if let gateway = visit.circumstances.gateway, response.gateways.contains(gateway) {
            if (try? TestServer(url: lease.server)) != nil { return .lease(held) }
            await release(lease, bytes: 0, test: nil, enrollment)
            return .refused(.noServer, holder: nil, sentence: "the lease names no server to measure against")
        }
        await release(lease, bytes: 0, test: nil, enrollment)
        return .refused(.notSchoolLine, holder: nil, sentence: "this gateway is not confirmed as the school's")
    }
}
