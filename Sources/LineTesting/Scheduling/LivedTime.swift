internal import FoundationEssentials
public import Reports

/// How much time really passed, as far as a computer can tell whose wall clock may be set: it never goes back.
///
/// Within a boot it is the clock that nobody can set. From one boot to the next it is what the wall clock says passed, where
/// that is believable; otherwise nothing. So it may lag behind, never run ahead by more than `longestOff`.
public struct LivedTime: Codable, Sendable, Equatable {
    /// Off for longer, and the wall clock alone does not prove it, in seconds.
    static let longestOff = 7 * 86_400.0
    /// Bytes of so many lived days count together.
    static let window = 30

    public private(set) var seconds = 0.0
    /// The last look.
    public private(set) var seen: ObservedTime
    /// Bytes moved, by lived day.
    private(set) var bytes: [String: Int] = [:]

    public init(since now: ObservedTime) { seen = now }

    /// How far the wall clock was set since the last look of this boot, forward above zero; zero after a reboot.
    public func clockStep(until now: ObservedTime) -> Double {
        guard now.bootID == seen.bootID else { return 0 }
        return now.wallClock.timeIntervalSince(seen.wallClock) - (now.monotonic - seen.monotonic)
    }

    public mutating func live(until now: ObservedTime) {
        let isSameBoot = now.bootID == seen.bootID
        let step = isSameBoot ? now.monotonic - seen.monotonic : now.wallClock.timeIntervalSince(seen.wallClock)
        if step > 0, isSameBoot || step <= Self.longestOff { seconds += step }
        seen = now
        let oldest = number - Self.window
        bytes = bytes.filter { Int($0.key).map { $0 > oldest } ?? false }
    }

    var day: String { String(number) }
    var spent: Int { bytes.values.reduce(0) { ByteBudget.sum($0, max(0, $1)) } }

    mutating func spend(_ count: Int) { bytes[day] = ByteBudget.sum(bytes[day], count) }
    mutating func giveBack(_ count: Int, on day: String) {
        bytes[day] = bytes[day].map { ByteBudget.difference($0, count) }
    }

    /// A file may hold anything: a century is enough.
    private var number: Int { Int(min(max(0, seconds / 86_400), 36_525)) }
}
