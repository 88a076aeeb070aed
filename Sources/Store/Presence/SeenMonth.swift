/// On which days of one month one stream of reports saw which devices, and what it tells of each of these days.
///
/// Devices go by numbers, which whoever keeps the month gives them.
public struct SeenMonth: Sendable, Equatable {
    public struct Device: Sendable, Equatable {
        public let number: Int
        /// Bit 0 is the first of the month.
        public private(set) var bits: UInt32 = 0
        /// One for each bit that is set, in their order.
        public private(set) var days: [SeenDay] = []

        init(number: Int) { self.number = number }

        /// Its days, by day of the month.
        public var dated: [(day: Int, seen: SeenDay)] {
            zip(SeenMonth.days(bits), days).map { (day: $0, seen: $1) }
        }

        mutating func note(_ seen: SeenDay, on day: Int) {
            let bit: UInt32 = 1 << UInt32(day - 1)
            let place = (bits & (bit - 1)).nonzeroBitCount
            if bits & bit != 0 {
                days[place] = days[place].merged(with: seen)
            } else {
                days.insert(seen, at: place)
                bits |= bit
            }
        }

        /// - Parameter day: after all that are there.
        mutating func append(_ seen: SeenDay, on day: Int) {
            bits |= 1 << UInt32(day - 1)
            days.append(seen)
        }
    }

    /// In the order of their numbers.
    public internal(set) var devices: [Device] = []

    public init() {}

    /// Adds what is told of a day to what was told of it before.
    /// - Parameters:
    ///   - device: its number, from 0.
    ///   - day: of the month, from 1 to 31.
    public mutating func note(_ seen: SeenDay, of device: Int, on day: Int) {
        let place = place(of: device)
        if place == devices.count || devices[place].number != device {
            devices.insert(Device(number: device), at: place)
        }
        devices[place].note(seen, on: day)
    }

    public mutating func merge(_ other: SeenMonth) {
        for device in other.devices {
            for (day, seen) in device.dated { note(seen, of: device.number, on: day) }
        }
    }

    public subscript(device: Int) -> Device? {
        let place = place(of: device)
        return place < devices.count && devices[place].number == device ? devices[place] : nil
    }

    /// The days of the month whose bits are set, from 1.
    public static func days(_ bits: UInt32) -> [Int] {
        var days: [Int] = []
        var rest = bits
        while rest != 0 {
            days.append(rest.trailingZeroBitCount + 1)
            rest &= rest - 1
        }
        return days
    }

    /// Where the device is, or would be.
    private func place(of device: Int) -> Int {
        var (low, high) = (0, devices.count)
        while low < high {
            let middle = (low + high) / 2
            if devices[middle].number < device { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
