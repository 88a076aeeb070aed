internal import LineTesting
internal import Outbox
public import Reports

/// What came of a test that somebody asked for by hand.
public enum LineTestOutcome: Sendable, Equatable {
    case tested(LineTest)
    /// One sentence for the person who asked.
    case notTested(reason: String)
}

extension Surveyor {
    /// Tests the line now, under a lease like any other test, whatever the plan says and whoever uses the line.
    /// - Throws: `OutboxFailure` or `StateFailure` where what was done cannot be kept.
    mutating func testByHand() async throws -> LineTestOutcome {
        let enrollment = try core.enrolled()
        switch core.standing?.word {
        case .revoked?: return .notTested(reason: "the region has revoked this computer: ask it why")
        case .waiting?:
            return .notTested(
                reason: "the region has not approved this computer yet, and no test counts before: ask it to")
        case nil: break
        }
        var place = await look(enrollment)
        guard try plan(for: enrollment, at: place) != nil, let planner else {
            return .notTested(reason: "the enrolment holds no key of the region's: enrol this computer again")
        }
        guard let gateway = try await settledGateway(place, enrollment) else {
            return .notTested(
                reason: place.gatewayAddress == nil
                    ? "there is no default gateway: check the cable or Wi-Fi"
                    : "this computer does not stand behind a gateway known as the school's: nothing is measured elsewhere"
            )
        }
        let allowance = planner.allowance(now: core.clock.now())
        guard allowance > 0 else {
            return .notTested(reason: "today's bytes are used up: raise PARTA_MONTHLY_MB, or come back tomorrow")
        }
        place.link = await instruments.link(place)
        let cost = memory.expectedCost
        let visit = Visit(
            slot: nil, place: place,
            circumstances: SlotCircumstances(
                gateway: gateway, medium: place.link.medium, metered: place.link.metered,
                ownTrafficMbps: await instruments.ownTrafficMbps(), expectedCost: cost),
            terms: TestTerms(byteCap: allowance, full: false, mayRunFull: cost.map { $0.full <= allowance } ?? true))
        switch try await grant(visit, enrollment) {
        case .refused(_, _, let sentence): return .notTested(reason: sentence)
        case .lease(let held) where held.lease.peer?.role == .listen:
            await release(held.lease, bytes: 0, test: nil, enrollment)
            return .notTested(reason: "another computer of the school is measuring just now: try again in two minutes")
        case .lease(let held):
            return switch try await test(visit, under: held, enrollment) {
            case .tested(let test): .tested(test)
            case .notTested(let reason): .notTested(reason: Self.sentence(for: reason))
            }
        }
    }

    private static func sentence(for reason: SlotRecord.Reason) -> String {
        switch reason {
        case .serverBusy: "the test server is full: try again in a few minutes"
        case .notSchoolLine, .noNetwork, .unknownGateway:
            "this computer has left the network it began to test: try again where it is to be tested"
        default: "the test was broken off, or its time ran out: try again"
        }
    }

    /// The gateway's hash where it may be named; elsewhere the aggregator is told so, and what it asks for is answered at
    /// once: a technician may stand before a router that was just replaced.
    private func settledGateway(_ place: LineInstruments.Place, _ enrollment: Enrollment) async throws -> String? {
        for _ in 0..<2 {
            switch try gateways(in: enrollment).standing(behind: place.gateway) {
            case .nowhere: return nil
            case .school(let gateway, _): return gateway
            case .elsewhere(let naming): try await tellElsewhere(nil, naming: naming, enrollment)
            }
        }
        guard case .school(let gateway, _) = try gateways(in: enrollment).standing(behind: place.gateway)
        else { return nil }
        return gateway
    }
}
