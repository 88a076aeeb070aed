import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

/// What a wrong wall clock does to slots and bytes: nothing that lasts.
@Suite struct WrongClockTests {
    let plan = Plans.plan()

    /// A computer's true time, its clock's error and its boots.
    private struct Clock {
        var elapsed = 0.0
        var error = 0.0
        var boot = 0

        func now(from start: Date) -> ObservedTime {
            ObservedTime(
                bootID: "boot \(boot)", monotonic: 1_000 + elapsed, wallClock: start.addingTimeInterval(elapsed + error)
            )
        }
    }

    /// Greedy for bytes and with a clock that is set at random, a year of real days, of which some begin with a reboot.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func noRealMonthMovesMoreThanItsBytesAndTestsGoOn(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let start = try Plans.date("2026-09-01", 8)
        var planner = LineTestPlanner(plan: plan, settings: Plans.settings)
        var clock = Clock()
        var spent: [Int] = []
        for day in 0..<400 {
            clock.elapsed = Double(day) * 86_400
            if Int.random(in: 0..<10, using: &random) == 0 {
                clock.error = Double(Int.random(in: 0..<800, using: &random) - 200) * 86_400
            }
            if Int.random(in: 0..<3, using: &random) == 0 { clock.error = 0 }
            if Int.random(in: 0..<20, using: &random) == 0 {
                planner = LineTestPlanner(plan: plan, settings: Plans.settings, state: planner.state)
            }
            if Int.random(in: 0..<30, using: &random) == 0 { clock.boot += 1 }
            // The last months with a good clock.
            if day >= 300 { clock.error = 0 }
            let now = clock.now(from: start)
            _ = planner.next(now)
            let allowance = planner.allowance(now: now)
            planner.reserve(allowance, for: nil, now: now)
            planner.spend(allowance, now: now)
            spent.append(allowance)
        }
        for first in 0...(spent.count - 28) {
            #expect(spent[first..<(first + 28)].reduce(0, +) <= Plans.settings.monthlyBytes, "from day \(first)")
        }
        #expect(spent[340...].reduce(0, +) > Plans.settings.monthlyBytes)
    }

    @Test func aClockAheadForOneLookTakesNoSlotWithIt() throws {
        var planner = LineTestPlanner(plan: plan, settings: Plans.settings)
        let start = try Plans.date("2026-11-16", 6)
        var clock = Clock()
        _ = planner.next(clock.now(from: start))
        clock.elapsed = 60
        clock.error = 5 * 86_400
        if case .missed(let slots) = planner.next(clock.now(from: start)) { Issue.record("missed \(slots.map(\.id))") }
        clock.error = 0
        var found: [String] = []
        let end = try Plans.date("2026-11-17", 0)
        while clock.now(from: start).wallClock < end {
            let now = clock.now(from: start)
            switch planner.next(now) {
            case .wait(let seconds): clock.elapsed += seconds
            case .missed(let slots): Issue.record("missed \(slots.map(\.id))")
            case .decide(let slot):
                found.append(slot.id)
                planner.settle([slot.ran(test: "t", at: now, circumstances: SlotCircumstances())])
            }
        }
        #expect(found == plan.slots(on: try Plans.day("2026-11-16")).map(\.id))
    }

    @Test(arguments: [(true, false), (false, true)])
    func aSlotHandedOutAheadComesAgainUnlessItWasTested(ran: Bool, again: Bool) throws {
        let slot = try #require(plan.lessonSlots(on: try Plans.day("2026-11-20")).first)
        let start = slot.plannedAt.addingTimeInterval(-3 * 86_400)
        var planner = LineTestPlanner(plan: plan, settings: Plans.settings)
        var clock = Clock(error: 3 * 86_400 - 10)
        _ = planner.next(clock.now(from: start))
        clock.elapsed = 10
        let ahead = clock.now(from: start)
        #expect(planner.next(ahead) == .decide(slot))
        let circumstances = SlotCircumstances()
        planner.settle([
            ran ? slot.ran(test: "t", at: ahead, circumstances: circumstances) : slot.skipped(.ownTraffic, at: ahead)
        ])
        clock.error = 0
        _ = planner.next(clock.now(from: start))
        #expect(planner.state.handled.contains(slot.id) == !again)
    }
}
