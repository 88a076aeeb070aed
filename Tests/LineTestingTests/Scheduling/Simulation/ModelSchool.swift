import FoundationEssentials
import Reports

@testable import LineTesting

/// Thirty computers behind one gateway or two, for thirty days: every event in the order of time, nothing at random that the
/// seed does not decide.
struct ModelSchool {
    struct Test {
        var line: Int
        var pc: Int
        var slot: Slot
        var start: Date
        var end: Date
        var bytes: Int
        var isWired: Bool
        /// Whether the computer's clock was right when it asked.
        var isClockRight: Bool
    }

    private enum Action {
        case wake
        case look
        /// The computer's delay after the slot's moment has passed; so many times it has asked.
        case arrive(Slot, tries: Int)
        case finish(Slot, SlotCircumstances, lease: String, bytes: Int)
    }

    private struct Event {
        var at: Date
        var order: Int
        var pc: Int
        var stretch: Int
        var action: Action
    }

    let settings: LineTestSettings
    let plans: [SlotPlan]
    let days: [CivilDate]
    private(set) var computers: [ModelComputer] = []
    private(set) var desks: [ModelDesk]
    private(set) var tests: [Test] = []
    private var random: SeededGenerator
    private var events = Heap()

    init(lines: Int, seed: UInt64, settings: LineTestSettings, first: CivilDate, count: Int = 30) throws {
        self.settings = settings
        random = SeededGenerator(seed: seed)
        days = (0..<count).map { first.adding(days: $0) }
        plans = (0..<lines).map { line in
            SlotPlan(
                calendar: settings.calendar, testsPerDay: settings.testsPerDay,
                hash: RegionHash(key: Data(repeating: UInt8(truncatingIfNeeded: seed), count: 32)), school: "KZ-12",
                gateway: "gateway \(line)")
        }
        desks = plans.map { _ in ModelDesk(monthlyBytes: settings.monthlyBytes) }
        for index in 0..<30 {
            computers.append(
                try ModelComputer(
                    index: index, plan: plans[index % lines], settings: settings, days: days, random: &random))
            for stretch in computers[index].stretches.indices {
                schedule(computers[index].stretches[stretch].start, index, stretch, .wake)
            }
        }
        while let event = events.pop() { try handle(event) }
    }

    func line(of pc: Int) -> Int { pc % plans.count }

    /// How likely a computer uses the line: lessons more than evenings, mid-morning and mid-afternoon most.
    static func busyShare(hour: Int) -> Double {
        switch hour {
        case 9...11, 15...17: 0.45
        case 8, 12, 14, 18: 0.3
        default: 0.1
        }
    }

    private mutating func schedule(_ at: Date, _ pc: Int, _ stretch: Int, _ action: Action) {
        events.push(Event(at: at, order: events.count, pc: pc, stretch: stretch, action: action))
    }

    private mutating func handle(_ event: Event) throws {
        let (pc, stretch) = (event.pc, event.stretch)
        let awake = computers[pc].stretches[stretch]
        if event.at >= awake.end {
            // A timer that falls into a sleep fires when it ends; a power-off forgets it.
            let next = stretch + 1
            if next < computers[pc].stretches.count, computers[pc].stretches[next].boot == awake.boot,
                case .arrive = event.action
            {
                schedule(computers[pc].stretches[next].start, pc, next, event.action)
            }
            return
        }
        let now = computers[pc].clock(event.at, stretch: stretch)
        switch event.action {
        case .wake:
            if stretch == 0 || computers[pc].stretches[stretch - 1].boot != awake.boot {
                try computers[pc].reboot(plan: plans[line(of: pc)], settings: settings)
            }
            try look(event, now)
        case .look: try look(event, now)
        case .arrive(let slot, let tries): try arrive(event, slot, tries, now)
        case .finish(let slot, let circumstances, let lease, let bytes):
            computers[pc].planner.spend(bytes, now: now)
            desks[line(of: pc)].release(lease: lease, slot: slot.id, bytes: bytes)
            try record(slot.ran(test: lease, at: now, circumstances: circumstances), pc)
            schedule(event.at, pc, stretch, .look)
        }
    }

    private mutating func look(_ event: Event, _ now: ObservedTime) throws {
        let pc = event.pc
        if computers[pc].firstLook == nil {
            computers[pc].firstLook = event.at
            _ = computers[pc].planner.next(now)
            try computers[pc].save()
        }
        computers[pc].lastLook = max(computers[pc].lastLook ?? event.at, event.at)
        switch computers[pc].planner.next(now) {
        case .wait(let seconds): schedule(event.at + seconds, pc, event.stretch, .look)
        case .missed(let slots):
            for slot in slots { try record(slot.skipped(.missed, at: now), pc) }
            schedule(event.at, pc, event.stretch, .look)
        case .decide(let slot):
            let delay = computers[pc].planner.startDelay(circumstances(event), draw: random.unit())
            schedule(event.at + delay, pc, event.stretch, .arrive(slot, tries: 0))
        }
    }

    private mutating func circumstances(_ event: Event) -> SlotCircumstances {
        let calendar = settings.calendar
        let local = event.at.timeIntervalSince1970 + Double(calendar.zone.offset(at: event.at))
        let hour = Int(local.truncatingRemainder(dividingBy: 86_400) / 3_600)
        let isBusy = random.unit() < Self.busyShare(hour: hour)
        return SlotCircumstances(
            gateway: "gateway \(line(of: event.pc))", medium: computers[event.pc].isWired ? .wired : .wifi,
            ownTrafficMbps: isBusy ? 0.2 + random.unit() * 3 : random.unit() * 0.15,
            expectedCost: TestCost(downloadMbps: 20, uploadMbps: 5))
    }

    private mutating func arrive(_ event: Event, _ slot: Slot, _ tries: Int, _ now: ObservedTime) throws {
        let pc = event.pc
        let found = circumstances(event)
        switch computers[pc].planner.decide(slot, found, now: now) {
        case .skip(let reason), .latencyOnly(let reason): try skip(event, slot, reason, now, found)
        case .ask(let terms):
            let luck = random.unit()
            if luck < 0.01 { return try skip(event, slot, .noAggregator, now, found) }
            if luck < 0.03 {
                computers[pc].planner.leaveAlone(forSeconds: 60 + random.unit() * 600, now: now)
                return try skip(event, slot, .serverBusy, now, found)
            }
            let answer = desks[line(of: pc)].ask(
                pc: pc, slot: slot.id, asked: now, medium: computers[pc].isWired ? .wired : .wifi, now: event.at)
            guard let lease = answer.lease else {
                let wait = computers[pc].planner.retryDelay(
                    slot, retryAfter: answer.retryAfter, tries: tries + 1, now: now, draw: random.unit())
                if let wait { return schedule(event.at + wait, pc, event.stretch, .arrive(slot, tries: tries + 1)) }
                return try skip(event, slot, answer.refusal ?? .noAggregator, now, found)
            }
            try test(event, slot, lease, terms, now, found)
        }
    }

    private mutating func test(
        _ event: Event, _ slot: Slot, _ lease: Lease, _ terms: TestTerms, _ now: ObservedTime,
        _ found: SlotCircumstances
    ) throws {
        let pc = event.pc
        let isFull = terms.runsInFull(lease)
        let wanted = 31_250_000 * (isFull ? 0.8 + 0.2 * random.unit() : 0.15 + 0.35 * random.unit())
        computers[pc].planner.reserve(terms.byteCap(lease), for: slot, now: now)
        try computers[pc].save()
        let end = event.at + (isFull ? 22 + random.unit() * 4 : 8 + random.unit() * 6)
        // One test in fifty ends with a crash of the agent, or with the computer's going off or to sleep.
        let cutOff = random.unit() < 0.02
        let stopped = min(cutOff ? event.at + 5 : end, computers[pc].stretches[event.stretch].end)
        let bytes = Int(min(wanted, Double(terms.byteCap(lease))))
        tests.append(
            Test(
                line: line(of: pc), pc: pc, slot: slot, start: event.at, end: stopped, bytes: bytes,
                isWired: computers[pc].isWired, isClockRight: abs(now.wallClock.timeIntervalSince(event.at)) < 1))
        if stopped == end {
            schedule(end, pc, event.stretch, .finish(slot, found, lease: lease.id, bytes: bytes))
        } else if stopped < computers[pc].stretches[event.stretch].end {
            try computers[pc].reboot(plan: plans[line(of: pc)], settings: settings)
            schedule(stopped + 90, pc, event.stretch, .look)
        } else if event.stretch + 1 < computers[pc].stretches.count {
            // Resumed, the connection is gone; nothing is known of it but what was reserved.
            try computers[pc].reboot(plan: plans[line(of: pc)], settings: settings)
        }
    }

    private mutating func skip(
        _ event: Event, _ slot: Slot, _ reason: SlotRecord.Reason, _ now: ObservedTime, _ found: SlotCircumstances
    ) throws {
        try record(slot.skipped(reason, at: now, circumstances: found), event.pc)
        schedule(event.at, event.pc, event.stretch, .look)
    }

    private mutating func record(_ record: SlotRecord, _ pc: Int) throws {
        computers[pc].records.append(record)
        computers[pc].planner.settle([record])
        try computers[pc].save()
    }

    /// Events by time, those of one time in the order they were made.
    private struct Heap {
        private var items: [Event] = []
        private(set) var count = 0

        mutating func push(_ event: Event) {
            items.append(event)
            count += 1
            var child = items.count - 1
            while child > 0, Self.isBefore(items[child], items[(child - 1) / 2]) {
                items.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }

        mutating func pop() -> Event? {
            guard let first = items.first else { return nil }
            let last = items.removeLast()
            guard !items.isEmpty else { return first }
            items[0] = last
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2]
                where child < items.count && Self.isBefore(items[child], items[least]) { least = child }
                guard least != parent else { return first }
                items.swapAt(parent, least)
                parent = least
            }
        }

        private static func isBefore(_ left: Event, _ right: Event) -> Bool {
            (left.at, left.order) < (right.at, right.order)
        }
    }
}
