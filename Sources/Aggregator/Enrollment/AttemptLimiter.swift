internal import FoundationEssentials

/// Counts attempts per caller within a window, in bounded memory: wrong codes by address, lease requests by agent.
struct AttemptLimiter: Sendable {
    /// How many wrong codes an address may send within the window.
    static let limit = 20
    static let windowSeconds = 600
    /// How many addresses are remembered; the one whose window began first is forgotten for a new one.
    static let addressLimit = 10_000

    let limit: Int

    init(limit: Int = AttemptLimiter.limit) {
        self.limit = limit
    }

    private struct Window {
        var start: Date
        var count: Int
    }

    private var windows: [String: Window] = [:]

    func isBlocked(_ address: String, at now: Date) -> Bool {
        guard let window = windows[address], isRunning(window, at: now) else { return false }
        return window.count >= limit
    }

    mutating func note(from address: String, at now: Date) {
        if let window = windows[address], isRunning(window, at: now) {
            windows[address] = Window(start: window.start, count: window.count + 1)
            return
        }
        if windows.count >= Self.addressLimit { makeRoom(at: now) }
        windows[address] = Window(start: now, count: 1)
    }

    /// How long the caller's window still runs, at least a second.
    func secondsLeft(of address: String, at now: Date) -> Int {
        guard let window = windows[address] else { return 1 }
        return max(1, Int((TimeInterval(Self.windowSeconds) - now.timeIntervalSince(window.start)).rounded(.up)))
    }

    var addressCount: Int { windows.count }

    private func isRunning(_ window: Window, at now: Date) -> Bool {
        now.timeIntervalSince(window.start) < TimeInterval(Self.windowSeconds)
    }

    private mutating func makeRoom(at now: Date) {
        windows = windows.filter { isRunning($0.value, at: now) }
        guard windows.count >= Self.addressLimit else { return }
        // A tenth at once, so that a flood of addresses does not sort the table for each.
        for oldest in windows.sorted(by: { $0.value.start < $1.value.start }).prefix(Self.addressLimit / 10) {
            windows[oldest.key] = nil
        }
    }
}
