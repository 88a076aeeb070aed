import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

@Suite struct LineTestPlannerTests {
    let plan = Plans.plan()
    var day: CivilDate { get throws { try Plans.day("2026-11-20") } }

    func planner(state: LineTestPlanner.State = .init(), settings: LineTestSettings = Plans.settings) -> LineTestPlanner
    {
        LineTestPlanner(plan: plan, settings: settings, state: state)
    }

    /// A planner that has been looking since early this morning.
    func awake() throws -> LineTestPlanner {
        var planner = planner()
        #expect(
            planner.next(Plans.at(try Plans.date("2026-11-20", 6)))
                == .wait(seconds: LineTestPlanner.longestWaitSeconds))
        return planner
    }

    @Test func aDaysSlotsComeOnceEachAtTheirMoments() throws {
        var planner = try awake()
        var now = try Plans.date("2026-11-20", 6)
        let end = try Plans.date("2026-11-21", 0)
        var decided: [Slot] = []
        while now < end {
            switch planner.next(Plans.at(now)) {
            case .wait(let seconds):
                #expect(seconds > 0 && seconds <= LineTestPlanner.longestWaitSeconds)
                now += seconds
            case .decide(let slot):
                #expect(now.timeIntervalSince(slot.plannedAt) < 1.001)
                decided.append(slot)
            case .missed(let slots): Issue.record("missed \(slots)")
            }
        }
        #expect(decided == plan.slots(on: try day))
    }

    @Test func whatPassedAsleepIsToldAndNotCaughtUp() throws {
        var planner = try awake()
        let slots = plan.lessonSlots(on: try day)
        let morning = slots.prefix(3)
        let now = Plans.at(try #require(morning.last).plannedAt + 61)
        #expect(planner.next(now) == .missed(plan.slots(on: try day).filter { $0.plannedAt <= now.wallClock }))
        #expect(planner.next(now) != .decide(slots[2]))
        if case .wait = planner.next(now) {} else { Issue.record("something is caught up") }
    }

    @Test func oneFoundWithinTheToleranceStillCounts() throws {
        var planner = try awake()
        let slot = try #require(plan.slots(on: try day).first)
        #expect(planner.next(Plans.at(slot.plannedAt + 59)) == .decide(slot))
    }

    @Test func afterARestartWhatWasMissedIsToldOnce() throws {
        var first = try awake()
        let slot = try #require(plan.slots(on: try day).first)
        #expect(first.next(Plans.at(slot.plannedAt)) == .decide(slot))
        first.settle([slot.skipped(.ownTraffic, at: Plans.at(slot.plannedAt))])
        let kept = try JSONDecoder().decode(
            LineTestPlanner.State.self, from: try JSONEncoder().encode(first.state))
        var second = planner(state: kept)
        let later = Plans.at(try Plans.date("2026-11-24", 7), boot: "next")
        guard case .missed(let slots) = second.next(later) else {
            Issue.record("nothing was missed")
            return
        }
        let days = try (0...3).flatMap { plan.slots(on: try day.adding(days: $0)) }
        #expect(slots == days.filter { $0 != slot })
        #expect(second.next(later) == .wait(seconds: LineTestPlanner.longestWaitSeconds))
    }

    @Test func aTestCutOffByAPowerCutIsToldAsMissed() throws {
        var first = try awake()
        let slot = try #require(plan.slots(on: try day).first)
        let moment = Plans.at(slot.plannedAt)
        #expect(first.next(moment) == .decide(slot))
        first.reserve(100_000_000, for: slot, now: moment)
        var second = planner(state: first.state)
        #expect(second.next(Plans.at(slot.plannedAt + 120, boot: "next")) == .missed([slot]))
        #expect(second.allowance(now: moment) == 0)
        first.spend(10_000_000, now: moment)
        first.settle([slot.skipped(.serverBusy, at: moment)])
        var third = planner(state: first.state)
        #expect(third.next(Plans.at(slot.plannedAt + 120, boot: "next")) != .missed([slot]))
    }

    @Test func aFreshOneMissesNothing() throws {
        var planner = planner()
        guard case .wait = planner.next(Plans.at(try Plans.date("2026-11-20", 20))) else {
            Issue.record("a planner that never ran claims to have missed slots")
            return
        }
    }

    @Test func aClockSetBackBringsNoSlotTwice() throws {
        var planner = try awake()
        let slot = try #require(plan.slots(on: try day).first)
        let moment = Plans.at(slot.plannedAt)
        #expect(planner.next(moment) == .decide(slot))
        planner.settle([slot.ran(test: "t", at: moment, circumstances: SlotCircumstances())])
        #expect(planner.next(Plans.at(slot.plannedAt - 3_600)) == .wait(seconds: LineTestPlanner.longestWaitSeconds))
        guard case .wait = planner.next(Plans.at(slot.plannedAt)) else {
            Issue.record("the slot came again")
            return
        }
    }

    @Test func aClockThatWasNeverSetPlansNothingAndForgetsNothing() throws {
        var planner = try awake()
        let before = planner.state
        #expect(
            planner.next(Plans.at(Date(timeIntervalSince1970: 40_000)))
                == .wait(seconds: LineTestPlanner.longestWaitSeconds))
        #expect(planner.state == before)
    }

    @Test func yearsAheadTellOfAMonthAtMost() throws {
        var planner = try awake()
        guard case .missed(let slots) = planner.next(Plans.at(try Plans.date("2099-11-20", 20))) else {
            Issue.record("nothing was missed")
            return
        }
        #expect(slots.count <= 31 * 4 + 6)
        #expect(planner.state.handled.count <= 512)
    }

    @Test(
        "why a slot passes",
        arguments: [
            (SlotCircumstances(hasNetwork: false), .noNetwork),
            (SlotCircumstances(isConfirmedGateway: false, ownTrafficMbps: 9), .notSchoolLine),
            (SlotCircumstances(hasServer: false), .noServer), (SlotCircumstances(ownTrafficMbps: 0.2), .ownTraffic),
        ] as [(SlotCircumstances, SlotRecord.Reason)])
    func skips(circumstances: SlotCircumstances, reason: SlotRecord.Reason) throws {
        let slot = try #require(plan.lessonSlots(on: try day).first)
        let now = Plans.at(slot.plannedAt + 5)
        #expect(try awake().decide(slot, circumstances, now: now) == .skip(reason))
        let record = slot.skipped(reason, at: now, circumstances: circumstances)
        #expect(record.id == slot.id && record.reason == reason && !record.ran)
        #expect(reason != .notSchoolLine || (record.ownTrafficMbps == nil && record.medium == nil))
    }

    @Test func anIdleComputerAsksWithinTheDaysBytes() throws {
        let slot = try #require(plan.lessonSlots(on: try day).first)
        let now = Plans.at(slot.plannedAt + 5)
        var planner = try awake()
        let cost = TestCost(downloadMbps: 20, uploadMbps: 5)
        #expect(cost.full == 31_250_000)
        let circumstances = SlotCircumstances(ownTrafficMbps: 0.199, expectedCost: cost)
        // 1.5 GB over the eleven days left of November, held down to two even shares.
        #expect(
            planner.decide(slot, circumstances, now: now)
                == .ask(TestTerms(byteCap: 100_000_000, full: false, mayRunFull: true)))
        planner.spend(80_000_000, now: now)
        #expect(
            planner.decide(slot, circumstances, now: now)
                == .ask(TestTerms(byteCap: 20_000_000, full: false, mayRunFull: false)))
        planner.spend(10_000_000, now: now)
        #expect(planner.decide(slot, circumstances, now: now) == .skip(.budget))
        #expect(planner.allowance(now: now) == 10_000_000)
    }

    @Test func aLineTooFastForTheBudgetIsSeenOnceADay() throws {
        let slot = try #require(plan.lessonSlots(on: try day).first)
        let now = Plans.at(slot.plannedAt + 5)
        var planner = try awake()
        let circumstances = SlotCircumstances(expectedCost: TestCost(downloadMbps: 900, uploadMbps: 900))
        #expect(
            planner.decide(slot, circumstances, now: now)
                == .ask(TestTerms(byteCap: 100_000_000, full: false, mayRunFull: false)))
        planner.spend(60_000_000, now: now)
        #expect(planner.decide(slot, circumstances, now: now) == .skip(.budget))
    }

    @Test func theLeasesAllowanceIsTheTighterOne() {
        let terms = TestTerms(byteCap: 10, full: false, mayRunFull: true)
        var lease = Lease(id: "l", line: "1", seconds: 90, server: "ws://a:1", token: "t", full: true, byteAllowance: 7)
        #expect(terms.byteCap(lease) == 7 && terms.runsInFull(lease))
        lease.byteAllowance = 12
        #expect(terms.byteCap(lease) == 10)
        #expect(!TestTerms(byteCap: 10, full: true, mayRunFull: false).runsInFull(lease))
    }

    @Test func onAMeteredLineOneSlotAWeekIsTestedAndTheOthersAskForLatencyOnly() throws {
        let circumstances = SlotCircumstances(metered: true)
        let monday = try day.monday
        let planner = try awake()
        let decisions = (0..<7).flatMap { plan.slots(on: monday.adding(days: $0)) }.map { slot in
            planner.decide(slot, circumstances, now: Plans.at(slot.plannedAt))
        }
        #expect(decisions.count == 21)
        #expect(decisions.filter { $0 == .latencyOnly(.metered) }.count == 20)
        guard case .ask(let terms)? = decisions.first(where: { $0 != .latencyOnly(.metered) }) else {
            Issue.record("no test in the week")
            return
        }
        #expect(!terms.mayRunFull)
        var unmetered = Plans.settings
        unmetered.metered = .no
        let slot = try #require(plan.slots(on: monday).first)
        if case .ask = self.planner(settings: unmetered).decide(slot, circumstances, now: Plans.at(slot.plannedAt)) {
        } else {
            Issue.record("the setting does not win over the system")
        }
    }

    @Test func aBusyServerIsLeftAloneForItsTimeOnThisBoot() throws {
        let slot = try #require(plan.lessonSlots(on: try day).first)
        var planner = try awake()
        planner.leaveAlone(forSeconds: 120, now: Plans.at(slot.plannedAt, monotonic: 1_000))
        let circumstances = SlotCircumstances()
        func decision(_ monotonic: Double, _ boot: String = "boot") -> SlotDecision {
            planner.decide(slot, circumstances, now: Plans.at(slot.plannedAt, monotonic: monotonic, boot: boot))
        }
        #expect(decision(1_119) == .skip(.serverBusy))
        #expect(decision(1_120) != .skip(.serverBusy))
        #expect(decision(5, "next") != .skip(.serverBusy))
    }

    @Test func wiredAndIdleOnesComeFirst() throws {
        let planner = try awake()
        for draw in [0, 0.5, 1] {
            #expect((0...10).contains(planner.startDelay(SlotCircumstances(medium: .wired), draw: draw)))
            for later in [SlotCircumstances(medium: .wifi), SlotCircumstances(medium: .wired, ownTrafficMbps: 3)] {
                #expect((10...20).contains(planner.startDelay(later, draw: draw)))
            }
        }
    }

    @Test func oneFurtherTryWithinTheSlotsWindow() throws {
        let slot = try #require(plan.lessonSlots(on: try day).first)
        let planner = try awake()
        let now = Plans.at(slot.plannedAt + 10)
        let wait = try #require(planner.retryDelay(slot, retryAfter: 30, tries: 1, now: now, draw: 0.5))
        #expect(wait == 35)
        #expect(planner.retryDelay(slot, retryAfter: 30, tries: 2, now: now, draw: 0.5) == nil)
        #expect(planner.retryDelay(slot, retryAfter: nil, tries: 1, now: now, draw: 0.5) == nil)
        #expect(planner.retryDelay(slot, retryAfter: 299, tries: 1, now: now, draw: 0.5) == nil)
        #expect(planner.decide(slot, SlotCircumstances(), now: Plans.at(slot.latestStart + 1)) == .skip(.missed))
    }
}
