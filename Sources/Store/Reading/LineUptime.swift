/// For what share of lessons a line led to the Internet, as far as anybody looked.
///
/// Each slot of the plan in lessons is a look at a moment drawn by chance, so the share of looks is the share of time. A slot
/// of which every computer says that it was off is no look. A test that found no Internet behind the school's router is a look
/// at a line that is down; where a computer got no answer from the region, or saw its own traffic, nobody knows, and it counts
/// as down for `low` and as up for `high`.
public struct LineUptime: Sendable, Equatable {
    /// 0 to 1; nil where nobody looked.
    public var low: Double?
    public var high: Double?
    /// Looks among the slots in lessons; nil where no computer tells of slots.
    public var observedShare: Double?

    init(low: Double?, high: Double?, observedShare: Double?) {
        self.low = low
        self.high = high
        self.observedShare = observedShare
    }

    public init(_ history: LineHistory) {
        let down = Double(history.offlineInLessons)
        guard let plan = history.plan, plan.lessons > 0 else {
            // Computers from before slots: their tests are the only looks.
            guard history.testsInLessons > 0 else { return }
            low = 1 - down / Double(history.testsInLessons)
            high = low
            return
        }
        let tests = Double(max(plan.lessonsRun, history.offlineInLessons))
        let looks = tests + Double(plan.answered + plan.unsure)
        observedShare = min(1, looks / Double(plan.lessons))
        guard looks > 0 else { return }
        low = (tests - down + Double(plan.answered)) / looks
        high = (looks - down) / looks
    }
}
