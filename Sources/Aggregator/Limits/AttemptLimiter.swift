internal import FoundationEssentials

/// Counts attempts per caller within a window, in this server alone: wrong codes and tokens, and questions without a token.
struct AttemptLimiter: Sendable {
    /// How many wrong codes an address may send within the window.
    static let limit = 20
    static let windowSeconds = CallerWindows<Int>.seconds
    static let addressLimit = CallerWindows<Int>.room

    let limit: Int
    private var windows = CallerWindows<Int>()

    init(limit: Int = AttemptLimiter.limit) {
        self.limit = limit
    }

    func isBlocked(_ address: String, at now: Date) -> Bool {
        (windows.running(address, at: now)?.value ?? 0) >= limit
    }

    mutating func note(from address: String, at now: Date) {
        var window = windows.running(address, at: now) ?? .init(start: now, value: 0)
        window.value += 1
        windows.keep(window, of: address, at: now)
    }

    /// How long the caller's window still runs, at least a second.
    func secondsLeft(of address: String, at now: Date) -> Int {
        windows.running(address, at: now)?.secondsLeft(at: now) ?? 1
    }

    var addressCount: Int { windows.count }
}
