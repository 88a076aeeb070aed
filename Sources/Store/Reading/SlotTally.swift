public import Reports

/// One slot of a line's plan and what all computers together told of it.
public struct SlotOutcome: Sendable, Equatable {
    public var slot: String
    public var line: String?
    /// Seconds since 1970.
    public var plannedAt: Int
    public var inLessons: Bool
    public var ran: Bool
    /// Of the computer that came closest to measuring.
    public var reason: SlotRecord.Reason?
    /// Computers that were on at the moment, and those that were off or asleep.
    public var on: Int
    public var off: Int

    public init(
        slot: String, line: String?, plannedAt: Int, inLessons: Bool, ran: Bool, reason: SlotRecord.Reason?, on: Int,
        off: Int
    ) {
        self.slot = slot
        self.line = line
        self.plannedAt = plannedAt
        self.inLessons = inLessons
        self.ran = ran
        self.reason = reason
        self.on = on
        self.off = off
    }

    /// The school's day that the slot belongs to, as its id begins.
    var day: Substring { slot.prefix { $0 != "/" } }
}

/// What became of a line's plan over a period, as far as it bears on the line's figures.
public struct SlotTally: Sendable, Equatable {
    /// All slots, those in which a computer measured, and those left to computers' own traffic.
    public var planned = 0
    public var run = 0
    public var ownTraffic = 0
    /// In lessons alone, as are all that follow.
    public var lessons = 0
    public var lessonsRun = 0
    /// Passed over for what may hang together with a slow line: it may have been below any norm.
    public var hidden = 0
    /// No test, and yet the region's server answered through the line.
    public var answered = 0
    /// No test, and nobody knows whether the line worked.
    public var unsure = 0

    public init() {}

    public init(_ outcomes: [SlotOutcome]) {
        for outcome in outcomes {
            planned += 1
            if outcome.ran { run += 1 }
            if !outcome.ran, outcome.reason == .ownTraffic { ownTraffic += 1 }
            guard outcome.inLessons else { continue }
            lessons += 1
            if outcome.ran {
                lessonsRun += 1
                continue
            }
            guard let reason = outcome.reason else { continue }
            if Self.hiding.contains(reason) { hidden += 1 }
            if Self.answering.contains(reason) { answered += 1 }
            if Self.doubtful.contains(reason) { unsure += 1 }
        }
    }

    /// Of the slots in lessons that say anything of the line's rate, how many were passed over; 0 without any.
    public var hiddenShare: Double {
        hidden == 0 ? 0 : Double(hidden) / Double(hidden + lessonsRun)
    }

    /// The line was in use, or something did not answer. A computer that was off or elsewhere, a byte budget and a day's last
    /// test come whatever the line gives; of a slot that another computer took, that one tells.
    private static let hiding: Set<SlotRecord.Reason> = [.ownTraffic, .noAggregator, .noNetwork, .serverBusy]
    private static let answering: Set<SlotRecord.Reason> = [.heldByAnother, .alreadyMeasured, .serverBusy]
    /// Own traffic may be another computer's files within the school.
    private static let doubtful: Set<SlotRecord.Reason> = [.ownTraffic, .noAggregator, .noNetwork]
}
