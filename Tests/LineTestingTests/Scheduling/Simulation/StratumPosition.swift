import FoundationEssentials

@testable import LineTesting

/// Where in its stratum a lesson's slot lies, from 0 to 1, reckoned from the calendar alone.
enum StratumPosition {
    static func of(_ slot: Slot, in plan: SlotPlan) -> Double {
        let lessons = plan.calendar.lessons(on: plan.calendar.day(of: slot.plannedAt))
        // The last minute of each shift is left free.
        let lengths = lessons.map { $0.upperBound.timeIntervalSince($0.lowerBound) - 60 }
        var before = 0.0
        for (lesson, length) in zip(lessons, lengths) {
            before += min(max(0, slot.plannedAt.timeIntervalSince(lesson.lowerBound)), length)
        }
        let share = before / lengths.reduce(0, +) * Double(plan.testsPerDay)
        let stratum = Double(slot.id.split(separator: "/").last.flatMap { Int($0) } ?? 0)
        return share - (stratum - 1)
    }
}
