internal import FoundationEssentials

/// Holds back who guesses codes: each caller by its address, and harder while many guess together, since a botnet has as
/// many addresses as it likes.
///
/// Only wrong codes count. However many come from elsewhere, an address that has sent hardly any is answered: strangers must
/// not keep a technician with the right paper out. So the many are not held to a sum but each to three guesses in ten minutes
/// in place of twenty: a hundred thousand addresses then make 43 million guesses a day, and find one of a region's 1,000 open
/// codes (50 secret bits) in seventy years on average.
struct GuessLimiter: Sendable {
    /// How many wrong codes of all callers within the window show that many guess together.
    static let manyGuesses = 1_000
    /// How many an address may send while that is so.
    static let limitAmongMany = 3
    private static let everybody = "everybody"

    private var callers = AttemptLimiter()
    private var among = AttemptLimiter(limit: limitAmongMany)
    private var all = AttemptLimiter(limit: manyGuesses)

    func isBlocked(_ caller: CallerAddress, at now: Date) -> Bool {
        if callers.isBlocked(caller.text, at: now) { return true }
        return all.isBlocked(Self.everybody, at: now) && among.isBlocked(caller.text, at: now)
    }

    mutating func note(from caller: CallerAddress, at now: Date) {
        callers.note(from: caller.text, at: now)
        among.note(from: caller.text, at: now)
        all.note(from: Self.everybody, at: now)
    }
}
