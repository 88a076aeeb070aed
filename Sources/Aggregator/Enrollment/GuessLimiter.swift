internal import FoundationEssentials

/// Holds back who guesses codes: each caller by its address, and harder while many guess together, since a botnet has as
/// many addresses as it likes.
///
/// Only wrong codes count. However many come from elsewhere, an address that has sent hardly any is answered: strangers must
/// not keep a technician with the right paper out. So the many are not held to a sum but each to three guesses in ten minutes
/// in place of twenty. Addresses are counted apart as long as there is room for them; of more than 10,000 in ten minutes
/// the new ones are counted by the /24 (IPv6: /48) they lie in, and beyond as many of those by the /16 (/32), for all of which
/// IPv4 there is room. So `mostGuesses` is a bound however many addresses there are: 37 million a day, which find one of a
/// region's 1,000 open codes (50 secret bits) in eighty years on average.
struct GuessLimiter: Sendable {
    /// How many wrong codes of all callers within the window show that many guess together.
    static let manyGuesses = 1_000
    /// How many an address, or a network that stands for its addresses, may send while that is so.
    static let limitAmongMany = 3
    /// How many addresses, /24 and /16 networks are told apart within a window.
    static let room = [10_000, 10_000, 65_536]
    /// How many wrong codes can be looked up in one window.
    static let mostGuesses = manyGuesses + limitAmongMany * room.reduce(0, +)

    /// Of all callers together: one that ends for all at once forgets nobody within it.
    private struct Window {
        var start: Date
        var guesses = 0
        var counts: [[String: Int]] = room.map { _ in [:] }
    }

    private var callers = AttemptLimiter()
    private var window: Window?

    func isBlocked(_ caller: CallerAddress, at now: Date) -> Bool {
        if callers.isBlocked(caller.text, at: now) { return true }
        guard let window = running(at: now), window.guesses >= Self.manyGuesses else { return false }
        guard let (level, name) = Self.place(of: caller, in: window) else { return true }
        return window.counts[level][name, default: 0] >= Self.limitAmongMany
    }

    mutating func note(from caller: CallerAddress, at now: Date) {
        callers.note(from: caller.text, at: now)
        var window = running(at: now) ?? Window(start: now)
        self.window = nil  // Else its tables would be copied.
        window.guesses += 1
        if let (level, name) = Self.place(of: caller, in: window) { window.counts[level][name, default: 0] += 1 }
        self.window = window
    }

    private func running(at now: Date) -> Window? {
        guard let window, now.timeIntervalSince(window.start) < TimeInterval(AttemptLimiter.windowSeconds) else {
            return nil
        }
        return window
    }

    /// Where a caller is counted: in the narrowest table that knows it or has room for it; nil where none has.
    private static func place(of caller: CallerAddress, in window: Window) -> (level: Int, name: String)? {
        for (level, name) in ([caller.text] + caller.networks).enumerated() {
            let counts = window.counts[level]
            if counts[name] != nil || counts.count < room[level] { return (level, name) }
        }
        return nil
    }
}
