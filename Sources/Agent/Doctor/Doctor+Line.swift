internal import FoundationEssentials
internal import LineTesting
internal import Outbox
internal import Reports
internal import Udev

extension Doctor {
    /// The plan as the agent reckons it.
    /// - Returns: also what is wrong with the settings, a sentence each.
    func line(_ records: Records) -> (facts: LineFacts, complaints: [String]) {
        var complaints: [String] = []
        let options = LineTestOptions(environment: paths.environment, region: records.settings?.settings) {
            complaints.append($0)
        }
        var facts = LineFacts()
        guard let enrollment = records.enrollment, let hash = enrollment.regionHash else {
            facts.reason = records.isReadable ? "nothing is planned before enrolment" : "only root sees the plan"
            return (facts, complaints)
        }
        let proc = FileTree(root: "/proc")
        let route = DefaultRoute.find(in: proc)
        let gateway = route.flatMap { GatewayIdentity.hash(of: $0, in: proc, by: hash) }
        guard let agent = records.state.agent else { return (facts, complaints) }
        var known = KnownGateways(agent: agent, region: enrollment.regionKey)
        if let kept = records.gateways, kept.agent == known.agent, kept.region == known.region { known = kept }
        var line = ""
        switch known.standing(behind: gateway) {
        case .nowhere: facts.gateway = route == nil ? LineFacts.Gateway.none : .unknown
        case .school(let school, _):
            line = school
            facts.gateway = known.confirmed.contains(school) ? .confirmed : .enrolledHere
        case .elsewhere: facts.gateway = .elsewhere
        }
        let memory = records.insight.ledgerEntry.flatMap { try? ReportCoder.decode(SurveyMemory.self, from: $0) }
        let state = memory?.planner ?? LineTestPlanner.State()
        let plan = SlotPlan(
            calendar: options.settings.calendar, testsPerDay: options.settings.testsPerDay, hash: hash,
            school: enrollment.school, gateway: line)
        let planner = LineTestPlanner(plan: plan, settings: options.settings, state: state)
        let now = clock.now()
        facts.next = planner.upcoming(after: now.wallClock)?.plannedAt
        facts.leftToday = planner.allowance(now: now)
        let month = plan.calendar.day(of: now.wallClock).monthDescription
        facts.leftThisMonth = max(0, options.settings.monthlyBytes - max(0, state.ledger.months[month] ?? 0))
        facts.hasServer = enrollment.lineTestServer != nil
        facts.slots = records.slots
        return (facts, complaints)
    }
}
