internal import FoundationEssentials

/// Holds back who guesses codes: each caller by its address, and all together, since a botnet has as many addresses as it
/// likes.
///
/// All together may send 1,000 wrong codes in ten minutes, which finds one of a region's 1,000 open codes (50 secret bits)
/// in twenty thousand years, and is more than all of its technicians mistype: check characters catch that beforehand.
struct GuessLimiter: Sendable {
    static let limitOfAll = 1_000
    private static let everybody = "everybody"

    private var callers = AttemptLimiter()
    private var all = AttemptLimiter(limit: limitOfAll)

    func isBlocked(_ caller: CallerAddress, at now: Date) -> Bool {
        callers.isBlocked(caller.text, at: now) || all.isBlocked(Self.everybody, at: now)
    }

    mutating func note(from caller: CallerAddress, at now: Date) {
        callers.note(from: caller.text, at: now)
        all.note(from: Self.everybody, at: now)
    }
}
