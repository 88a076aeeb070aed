internal import FoundationEssentials

/// What is counted of each caller within a window of time that begins with its first, in bounded memory.
struct CallerWindows<Value: Sendable>: Sendable {
    static var seconds: Int { 600 }
    /// How many callers are remembered; the one whose window began first is forgotten for a new one.
    static var room: Int { 10_000 }

    struct Window: Sendable {
        var start: Date
        var value: Value

        /// How long it still runs, at least a second.
        func secondsLeft(at now: Date) -> Int {
            max(1, Int((TimeInterval(CallerWindows.seconds) - now.timeIntervalSince(start)).rounded(.up)))
        }
    }

    private var windows: [String: Window] = [:]

    var count: Int { windows.count }

    /// - Returns: nil for a caller of whom nothing is known, or whose window has ended.
    func running(_ caller: String, at now: Date) -> Window? {
        guard let window = windows[caller], isRunning(window, at: now) else { return nil }
        return window
    }

    mutating func keep(_ window: Window, of caller: String, at now: Date) {
        if windows[caller] == nil, windows.count >= Self.room { makeRoom(at: now) }
        windows[caller] = window
    }

    private func isRunning(_ window: Window, at now: Date) -> Bool {
        // One that begins in the future is of a clock that was set back.
        abs(now.timeIntervalSince(window.start)) < TimeInterval(Self.seconds)
    }

    private mutating func makeRoom(at now: Date) {
        windows = windows.filter { isRunning($0.value, at: now) }
        guard windows.count >= Self.room else { return }
        // A tenth at once, so that a flood of callers does not sort the table for each.
        for oldest in windows.sorted(by: { $0.value.start < $1.value.start }).prefix(Self.room / 10) {
            windows[oldest.key] = nil
        }
    }
}
