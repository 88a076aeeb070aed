public import FoundationEssentials
public import Reports

/// A made-up device and the boots of its computer that saw it.
public struct MadeDevice: Sendable, Equatable {
    public var device: Device
    /// When it came, and when it was last there: both are scanned.
    public var firstBoot: Int
    public var lastBoot: Int
    /// Bit `n % 64` of word `n / 64`: whether boot `n` has a day of it; what lies before the days that are kept has none.
    public var seen: [UInt64]
    /// What minutes and plugging in are drawn from.
    public var key: UInt64

    public init(device: Device, firstBoot: Int, lastBoot: Int, seen: [UInt64], key: UInt64) {
        self.device = device
        self.firstBoot = firstBoot
        self.lastBoot = lastBoot
        self.seen = seen
        self.key = key
    }

    /// Boots with a day of the device, in order.
    public var seenBoots: [Int] {
        var boots: [Int] = []
        for (position, word) in seen.enumerated() {
            var rest = word
            while rest != 0 {
                boots.append(position * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return boots
    }

    /// What remains of a day: attached from the start where it stays plugged in, else for a lesson or two.
    public func day(at boot: MadeBoot) -> MadeDeviceDay {
        // Fibonacci hashing (Knuth, TAOCP 6.4): the day and the device spread over all bits.
        let mixed = (key ^ UInt64(truncatingIfNeeded: boot.day.daysSinceEpoch)) &* 0x9E37_79B9_7F4A_7C15
        let whole = max(10, Int(boot.sealedAt.timeIntervalSince(boot.startedAt)) / 60 - 2)
        let stays = device.external != true
        let start = stays ? 0 : Int(mixed >> 40) % max(1, whole / 2)
        let minutes = stays ? whole : min(whole - start, 35 + Int(mixed >> 20 & 0xFF) % 60)
        let first = boot.scannedAt.addingTimeInterval(TimeInterval(start * 60))
        return MadeDeviceDay(
            first: first, last: first.addingTimeInterval(TimeInterval(minutes * 60)), minutes: minutes,
            timesPlugged: stays ? 0 : 1 + Int(mixed >> 60) % 3)
    }
}

/// A made-up device on one day.
public struct MadeDeviceDay: Sendable, Equatable {
    public var first: Date
    public var last: Date
    public var minutes: Int
    public var timesPlugged: Int
}
