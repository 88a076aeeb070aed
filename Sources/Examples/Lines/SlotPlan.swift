internal import FoundationEssentials
internal import Reports
internal import Store

/// Runs the line tests' plan over a made-up school's days: three slots in lessons, one a week outside, some skipped.
///
/// Of each slot the computer that tested tells, and one that found it taken: a real region hears of it from every computer
/// that was on.
struct SlotPlan {
    static let reasons: [(SlotRecord.Reason, weight: Double)] = [
        (.ownTraffic, 40), (.missed, 25), (.noAggregator, 15), (.serverBusy, 12), (.budget, 8),
    ]

    var days: SchoolDays
    var lines: [LineTruth]
    var platform: MadePlatform

    /// A computer as the plan sees it: where it hangs, and on which boot it ran on each day.
    struct Tester {
        var agent: AgentID
        var line: Int
        var medium: LineLink.Medium
        /// By the index of the school day, nil for a day on which it did not run.
        var boots: [Int?]
    }

    func run(_ testers: [Tester], on computers: inout [MadeComputer], _ draws: inout Draws) {
        guard !testers.isEmpty else { return }
        let third = SchoolDays.lessons.count / SchoolDays.strata
        for (index, day) in days.days.enumerated() {
            for stratum in 0..<SchoolDays.strata {
                let minute = SchoolDays.lessons.lowerBound + third * stratum + 30 + draws.below(third - 40)
                slot("\(day)/\(stratum + 1)", day: index, minute: minute, inLessons: true, testers, &computers, &draws)
            }
            if days.endsWeek(index) {
                let minute = 870 + draws.below(60)
                slot(
                    "\(day.weekDescription)/out", day: index, minute: minute, inLessons: false, testers, &computers,
                    &draws)
            }
        }
    }

    private func slot(
        _ id: String, day: Int, minute: Int, inLessons: Bool, _ testers: [Tester], _ computers: inout [MadeComputer],
        _ draws: inout Draws
    ) {
        let planned = SchoolDays.date(days.days[day], minute: minute, second: draws.below(60))
        let start = draws.below(testers.count)
        func next(after offset: Int) -> Int? {
            (offset..<testers.count).first { step in
                let place = (start + step) % testers.count
                guard let boot = testers[place].boots[day] else { return false }
                return computers[place].boots[boot].sealedAt > planned.addingTimeInterval(180)
            }
        }
        // With every PC off nobody tells of the slot.
        guard let step = next(after: 0) else { return }
        let place = (start + step) % testers.count
        let truth = lines[testers[place].line]
        if draws.chance(truth.skippedShare) {
            let reason = draws.pick(Self.reasons)
            tell(id, place, testers, &computers, day: day, planned: planned, inLessons: inLessons, reason: reason)
            return
        }
        guard let boot = testers[place].boots[day] else { return }
        let test = LineTestMaker(truth: truth, platform: platform, medium: testers[place].medium).test(
            slot: id, at: planned.addingTimeInterval(TimeInterval(draws.below(40))), in: computers[place].boots[boot],
            inLessons: inLessons, works: !draws.chance(truth.outageShare), &draws)
        computers[place].lineTests.append(test)
        tell(id, place, testers, &computers, day: day, planned: planned, inLessons: inLessons, test: test.id)
        guard let second = next(after: step + 1) else { return }
        tell(
            id, (start + second) % testers.count, testers, &computers, day: day, planned: planned, inLessons: inLessons,
            reason: .heldByAnother, holder: testers[place].agent)
    }

    private func tell(
        _ id: String, _ place: Int, _ testers: [Tester], _ computers: inout [MadeComputer], day: Int, planned: Date,
        inLessons: Bool, test: String? = nil, reason: SlotRecord.Reason? = nil, holder: AgentID? = nil
    ) {
        guard let boot = testers[place].boots[day] else { return }
        // Who slept through a slot saw no network in it.
        let saw = reason != .missed
        let line = lines[testers[place].line].line
        computers[place].slots.append(
            SlotRecord(
                id: id, plannedAt: planned,
                decidedAt: computers[place].boots[boot].time(planned.addingTimeInterval(90)),
                inLessons: inLessons, ran: test != nil, reason: reason, test: test, holder: holder,
                medium: saw ? testers[place].medium : nil, gateway: saw ? line.gateway : nil))
    }
}
