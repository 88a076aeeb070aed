internal import FoundationEssentials
public import Reports

/// When one line is to be tested: the same slots for every computer behind its gateway, without a word between them.
///
/// Each school day's lessons are cut into `testsPerDay` equal strata with one moment in each, and each week has one moment
/// outside lessons. A moment is uniform in its stratum, drawn from a keyed hash of school, gateway, day and stratum: nobody
/// outside the region can foretell it, and thirty computers that each drew for themselves would crowd at every stratum's
/// start, because the first to come would take the lease.
public struct SlotPlan: Sendable {
    public let calendar: SchoolCalendar
    public let testsPerDay: Int
    private let draw: @Sendable (String) -> Double

    /// A lesson's slot is never drawn in a shift's last minute, and none begins in its last 40 seconds: the test would
    /// run into the break. 20 s is the longest delay of a computer, 40 s the longest measurement.
    static let startDelayLimit = 20.0
    static let testLength = 40.0
    /// How long after its moment a slot may still be tested by who was told to come again.
    static let window = 300.0

    /// - Parameters:
    ///   - testsPerDay: strata of a school day.
    ///   - draw: a number from 0 up to 1, without 1, that is the same for the same text.
    public init(calendar: SchoolCalendar, testsPerDay: Int, draw: @escaping @Sendable (String) -> Double) {
        self.calendar = calendar
        self.testsPerDay = max(0, testsPerDay)
        self.draw = draw
    }

    /// - Parameters:
    ///   - school: the registry's id.
    ///   - gateway: the hashed default gateway: a school's second line has moments of its own. Before one is confirmed,
    ///     an empty text.
    public init(calendar: SchoolCalendar, testsPerDay: Int, hash: RegionHash, school: String, gateway: String) {
        self.init(calendar: calendar, testsPerDay: testsPerDay) { name in
            // 128 bits in hexadecimal: the first 53 make a Double's fraction.
            let digits = hash("\(school)|\(gateway)|\(name)", purpose: "slot").prefix(16)
            return Double((UInt64(digits, radix: 16) ?? 0) >> 11) * 0x1p-53
        }
    }

    /// The slots whose moment lies in the day, the week's one outside lessons included, in order of time.
    public func slots(on day: CivilDate) -> [Slot] {
        var slots = lessonSlots(on: day)
        if let outside = outsideSlot(ofWeekOf: day), calendar.day(of: outside.plannedAt) == day {
            slots.append(outside)
        }
        return slots.sorted { $0.plannedAt < $1.plannedAt }
    }

    /// The slot of this name, where the plan still has it at this moment, to the second.
    func slot(_ id: String, at moment: Date) -> Slot? {
        slots(on: calendar.day(of: moment)).first { $0.id == id && abs($0.plannedAt.timeIntervalSince(moment)) <= 1 }
    }

    /// Whether the slot of this name comes after `now`; its day or week says most of it.
    func isPlanned(_ id: String, after now: Date) -> Bool {
        let today = calendar.day(of: now)
        if id.hasSuffix("/out") {
            let (week, own) = (today.weekDescription, String(id.dropLast(4)))
            return own == week ? outsideSlot(ofWeekOf: today).map { $0.plannedAt > now } ?? false : own > week
        }
        let day = String(id.prefix { $0 != "/" })
        guard day == today.description else { return day > today.description }
        return lessonSlots(on: today).first { $0.id == id }.map { $0.plannedAt > now } ?? false
    }

    public func lessonSlots(on day: CivilDate) -> [Slot] {
        let lessons = calendar.lessons(on: day)
        let free = lessons.compactMap { Self.shortened($0, by: Self.startDelayLimit + Self.testLength) }
        guard testsPerDay > 0, !free.isEmpty else { return [] }
        return (1...testsPerDay).map { stratum in
            let id = "\(day)/\(stratum)"
            let share = (Double(stratum - 1) + draw(id)) / Double(testsPerDay)
            let moment = Self.moment(at: share, of: free)
            let end = lessons.first { $0.contains(moment) }?.upperBound ?? moment
            return Slot(
                id: id, plannedAt: moment, inLessons: true,
                latestStart: min(moment.addingTimeInterval(Self.window), end.addingTimeInterval(-Self.testLength)))
        }
    }

    /// Nil in a week without a minute outside lessons.
    public func outsideSlot(ofWeekOf day: CivilDate) -> Slot? {
        let free = (0..<7).flatMap { calendar.outside(on: day.monday.adding(days: $0)) }
            .compactMap { Self.shortened($0, by: Self.startDelayLimit + Self.testLength) }
        guard !free.isEmpty else { return nil }
        let id = "\(day.weekDescription)/out"
        let moment = Self.moment(at: draw(id), of: free)
        let end = free.first { $0.contains(moment) }?.upperBound ?? moment
        return Slot(
            id: id, plannedAt: moment, inLessons: false,
            latestStart: min(moment.addingTimeInterval(Self.window), end.addingTimeInterval(Self.startDelayLimit)))
    }

    /// The one slot of the week that a metered line is tested in: drawn among its lessons' slots, in a week without
    /// lessons the one outside.
    public func meteredSlot(ofWeekOf day: CivilDate) -> String? {
        let slots = (0..<7).flatMap { lessonSlots(on: day.monday.adding(days: $0)) }
        guard !slots.isEmpty else { return outsideSlot(ofWeekOf: day)?.id }
        return slots[min(Int(draw("\(day.weekDescription)/metered") * Double(slots.count)), slots.count - 1)].id
    }

    /// Whether the slot is one of every `every` that run in full, on average.
    public func isFull(_ slot: Slot, every: Int) -> Bool { draw("\(slot.id)/full") * Double(every) < 1 }

    private static func shortened(_ stretch: Range<Date>, by seconds: Double) -> Range<Date>? {
        let end = stretch.upperBound.addingTimeInterval(-seconds)
        return stretch.lowerBound < end ? stretch.lowerBound..<end : nil
    }

    /// The moment that this share of the stretches, laid end to end, lies before.
    private static func moment(at share: Double, of stretches: [Range<Date>]) -> Date {
        let total = stretches.reduce(0) { $0 + $1.upperBound.timeIntervalSince($1.lowerBound) }
        var left = share * total
        for stretch in stretches {
            let length = stretch.upperBound.timeIntervalSince(stretch.lowerBound)
            if left < length { return stretch.lowerBound.addingTimeInterval(left) }
            left -= length
        }
        // Rounding may leave a hair beyond the last stretch.
        return stretches[stretches.count - 1].upperBound.addingTimeInterval(-0.001)
    }
}
