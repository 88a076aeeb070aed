import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

@Suite struct SlotPlanTests {
    @Test func eachStratumHasOneSlotInsideItsBoundsAndInsideLessons() throws {
        let plan = Plans.plan()
        let slots = plan.lessonSlots(on: try Plans.day("2026-11-20"))
        #expect(slots.map(\.id) == (1...4).map { "2026-11-20/\($0)" })
        // Ten hours of lessons with a break from 13:00 to 14:00: strata of two and a half hours less the shifts' last minute.
        let bounds = try [(8, 0), (10, 30), (13, 59), (16, 31), (19, 0)].map {
            try Plans.date("2026-11-20", $0.0, $0.1)
        }
        for (index, slot) in slots.enumerated() {
            #expect(slot.plannedAt >= bounds[index] && slot.plannedAt < bounds[index + 1])
        }
    }

    @Test func aTestOfTheLatestComputerStillFitsIntoTheShift() throws {
        let plan = Plans.plan(testsPerDay: 12)
        let slots = try (0..<365).flatMap { plan.lessonSlots(on: try Plans.day("2026-09-01").adding(days: $0)) }
        #expect(slots.count > 1_500)
        for slot in slots {
            let shift = plan.calendar.lessons(on: plan.calendar.day(of: slot.plannedAt))
                .first { $0.contains(slot.plannedAt) }
            let end = try #require(shift?.upperBound)
            #expect(slot.inLessons && slot.latestStart.addingTimeInterval(SlotPlan.testLength) <= end)
            #expect(slot.latestStart.timeIntervalSince(slot.plannedAt) >= SlotPlan.startDelayLimit)
        }
    }

    @Test("no lessons, no slots", arguments: ["2026-11-21", "2026-11-22", "2026-11-09", "2026-07-01"])
    func noLessons(day: String) throws {
        #expect(Plans.plan().lessonSlots(on: try Plans.day(day)) == [])
    }

    @Test func oneSlotAWeekOutsideLessonsWithinItsHours() throws {
        let plan = Plans.plan()
        for week in 0..<52 {
            let monday = try Plans.day("2026-08-31").adding(days: week * 7)
            let days = (0..<7).map { monday.adding(days: $0) }
            let outside = days.flatMap { day in plan.slots(on: day).filter { !$0.inLessons } }
            #expect(outside.count == 1 && outside.first?.id == "\(monday.weekDescription)/out")
            let moment = try #require(outside.first?.plannedAt)
            #expect(!plan.calendar.isInLessons(moment) && !plan.calendar.isInLessons(moment.addingTimeInterval(60)))
            #expect(plan.calendar.outside(on: plan.calendar.day(of: moment)).contains { $0.contains(moment) })
        }
    }

    @Test func computersOfOneLineAgreeAndOthersDoNot() throws {
        let day = try Plans.day("2026-11-20")
        #expect(Plans.plan().slots(on: day) == Plans.plan().slots(on: day))
        #expect(Plans.plan().lessonSlots(on: day) != Plans.plan(gateway: "second").lessonSlots(on: day))
        #expect(Plans.plan().lessonSlots(on: day) != Plans.plan(region: 8).lessonSlots(on: day))
    }

    @Test func aMeteredLineHasOneSlotAWeek() throws {
        let plan = Plans.plan()
        for week in 0..<20 {
            let monday = try Plans.day("2026-09-07").adding(days: week * 7)
            let chosen = Set((0..<7).map { plan.meteredSlot(ofWeekOf: monday.adding(days: $0)) })
            #expect(chosen.count == 1)
            let days = (0..<7).map { monday.adding(days: $0) }
            #expect(days.flatMap { plan.slots(on: $0) }.contains { chosen.contains($0.id) })
        }
        // A week without lessons has only the one outside.
        #expect(plan.meteredSlot(ofWeekOf: try Plans.day("2026-07-01")) == "2026-W27/out")
    }

    @Test func everyFifthIsFullOnAverage() throws {
        let plan = Plans.plan()
        let slots = try (0..<365).flatMap { plan.lessonSlots(on: try Plans.day("2026-09-01").adding(days: $0)) }
        let full = slots.filter { plan.isFull($0, every: 5) }.count
        // Three standard deviations of a binomial around a fifth.
        #expect(abs(Double(full) - Double(slots.count) / 5) < 3 * (Double(slots.count) * 0.16).squareRoot())
        #expect(slots.allSatisfy { plan.isFull($0, every: 1) })
    }
}
