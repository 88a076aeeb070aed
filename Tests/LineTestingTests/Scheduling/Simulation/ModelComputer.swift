import FoundationEssentials
import Reports

@testable import LineTesting

/// One classroom PC of the simulation: when it is awake, what its clock says, how busy it is, and its planner.
struct ModelComputer {
    enum ClockFault { case none, deadBattery, monthBackForAnHour, fiveMinutesFast }

    /// Awake from `start` to `end` by the true time.
    struct Stretch {
        var start: Date
        var end: Date
        /// A sleep keeps it, a power-off does not.
        var boot: Int
    }

    let isWired: Bool
    let fault: ClockFault
    let stretches: [Stretch]
    /// What is on its disk: written with each record, and before each test.
    var disk: Data
    var planner: LineTestPlanner
    var records: [SlotRecord] = []
    var firstLook: Date?
    var lastLook: Date?

    init(index: Int, plan: SlotPlan, settings: LineTestSettings, days: [CivilDate], random: inout SeededGenerator)
        throws
    {
        isWired = index % 3 != 0
        fault = [4: .deadBattery, 13: .monthBackForAnHour, 22: .fiveMinutesFast][index] ?? .none
        stretches = Self.stretches(of: days, settings.calendar, using: &random)
        planner = LineTestPlanner(plan: plan, settings: settings)
        disk = try JSONEncoder().encode(planner.state)
    }

    var isRight: Bool { fault == .none }

    /// What its clocks say at this true time.
    func clock(_ now: Date, stretch: Int) -> ObservedTime {
        let booted = stretches.first { $0.boot == stretches[stretch].boot }?.start ?? now
        var wall = now
        switch fault {
        case .none: break
        case .deadBattery: if now.timeIntervalSince(booted) < 300 { wall = Date(timeIntervalSince1970: 1_000) }
        case .monthBackForAnHour:
            let since = now.timeIntervalSince(stretches[stretches.count / 2].start)
            if since > 0, since < 3_600 { wall -= 31 * 86_400 }
        case .fiveMinutesFast: wall += 300
        }
        return ObservedTime(
            bootID: "\(stretches[stretch].boot)", monotonic: now.timeIntervalSince(booted), wallClock: wall)
    }

    mutating func save() throws { disk = try JSONEncoder().encode(planner.state) }

    mutating func reboot(plan: SlotPlan, settings: LineTestSettings) throws {
        planner = LineTestPlanner(
            plan: plan, settings: settings, state: try JSONDecoder().decode(LineTestPlanner.State.self, from: disk))
    }

    /// Most days of lessons it is on from some time in the morning to some time in the afternoon, some days into the evening,
    /// seldom at weekends; now and then it sleeps, or is switched off and on.
    private static func stretches(
        of days: [CivilDate], _ calendar: SchoolCalendar, using random: inout SeededGenerator
    ) -> [Stretch] {
        var stretches: [Stretch] = []
        var boot = 0
        for day in days where random.unit() < (calendar.isSchoolDay(day) ? 0.9 : 0.15) {
            let start = calendar.zone.instant(of: day, minute: Int.random(in: 420..<600, using: &random))
            let end = calendar.zone.instant(of: day, minute: Int.random(in: 780..<1_320, using: &random))
            var from = start.addingTimeInterval(random.unit() * 60)
            boot += 1
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let until = from.addingTimeInterval(random.unit() * 7_200 + 60)
                let resumed = until.addingTimeInterval(random.unit() * 5_400 + 20)
                guard resumed < end else { break }
                stretches.append(Stretch(start: from, end: until, boot: boot))
                if random.unit() < 0.3 { boot += 1 }
                from = resumed
            }
            stretches.append(Stretch(start: from, end: max(end, from.addingTimeInterval(60)), boot: boot))
        }
        return stretches
    }
}
