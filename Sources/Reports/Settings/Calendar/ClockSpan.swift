/// A stretch of a day by the local clock: `08:00-13:00`. The end does not belong to it.
public struct ClockSpan: Sendable, Hashable, CustomStringConvertible {
    /// Minutes since midnight; `end` is above `start` and at most 1440.
    public let start: Int
    public let end: Int

    /// Nil unless 0 <= start < end <= 1440.
    public init?(start: Int, end: Int) {
        guard start >= 0, start < end, end <= 1_440 else { return nil }
        (self.start, self.end) = (start, end)
    }

    /// For stretches that stand in the program.
    public init(from start: Int, to end: Int) {
        precondition(start >= 0 && start < end && end <= 1_440, "a stretch of a day lies within it")
        (self.start, self.end) = (start, end)
    }

    /// `08:00-13:00`, `24:00` for the day's end; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Self.minute(parts[0]), let end = Self.minute(parts[1]) else { return nil }
        self.init(start: start, end: end)
    }

    public var description: String { "\(Self.text(start))-\(Self.text(end))" }

    public func contains(minute: Int) -> Bool { minute >= start && minute < end }

    /// `08:30` in minutes since midnight.
    static func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour <= 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    private static func text(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return (hour < 10 ? "0\(hour)" : "\(hour)") + (rest < 10 ? ":0\(rest)" : ":\(rest)")
    }
}
