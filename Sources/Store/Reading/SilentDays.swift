/// On how many school days all of a school's computers fell silent together in the middle of the day.
///
/// What the store knows: of each slot of the plan each computer tells whether it was on, a computer that was off as soon as it
/// is on again. A slot at which at least `fewestComputers` were off and none was on, between two slots of the same day at which
/// as many were on, is what a power cut leaves behind. A room that is switched off over a break leaves the same, so this names a
/// suspicion and no more.
public struct SilentDays: Sendable, Equatable {
    /// Fewer may be switched off by one hand.
    static let fewestComputers = 3
    /// A cut or two happen anywhere.
    static let fewestDays = 3
    static let share = 0.1

    /// School days on which so many were on at two slots, that a silence between them could have been seen.
    public var watched = 0
    public var silent = 0

    public init() {}

    public init(watched: Int, silent: Int) {
        self.watched = watched
        self.silent = silent
    }

    /// - Parameter outcomes: of all of the school's lines.
    public init(_ outcomes: [SlotOutcome]) {
        for ofDay in Dictionary(grouping: outcomes.filter(\.inLessons), by: \.day).values {
            let told = Dictionary(grouping: ofDay, by: \.slot).values
                .sorted { ($0[0].plannedAt, $0[0].slot) < ($1[0].plannedAt, $1[0].slot) }
                .map { slot in (on: slot.reduce(0) { $0 + $1.on }, off: slot.reduce(0) { $0 + $1.off }) }
            guard let first = told.firstIndex(where: Self.isOn), let last = told.lastIndex(where: Self.isOn),
                first + 1 < last
            else { continue }
            watched += 1
            if told[first...last].contains(where: { $0.on == 0 && $0.off >= Self.fewestComputers }) { silent += 1 }
        }
    }

    private static func isOn(_ moment: (on: Int, off: Int)) -> Bool { moment.on >= fewestComputers }

    /// Often enough to be looked into.
    var isTelling: Bool { silent >= Self.fewestDays && Double(silent) >= Self.share * Double(watched) }
}
