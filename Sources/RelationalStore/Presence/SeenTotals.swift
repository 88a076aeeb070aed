/// On how many days and for how many minutes an agent saw each device, added up from the months of its streams.
///
/// Devices and months go by places in arrays: a computer with sixteen devices tells two hundred of these sums a year.
struct SeenTotals {
    private var places: [String: Int] = [:]
    private var minutes: [Int] = []
    private var columns: [Int: Int] = [:]
    /// Of each month, the days of each device as bits: a day that two streams tell of is one day.
    private var days: [[UInt32]] = []

    /// Where the device's sums are kept.
    mutating func place(of device: String) -> Int {
        if let place = places[device] { return place }
        places[device] = minutes.count
        minutes.append(0)
        return minutes.count - 1
    }

    /// Where the month's days are kept.
    mutating func column(of month: Int) -> Int {
        if let column = columns[month] { return column }
        columns[month] = days.count
        days.append([])
        return days.count - 1
    }

    /// - Parameters:
    ///   - bits: the days of the month, bit 0 being the first.
    ///   - minutes: on these days together.
    mutating func add(_ bits: UInt32, _ minutes: Int, at place: Int, in column: Int) {
        if days[column].count <= place {
            days[column] += [UInt32](repeating: 0, count: self.minutes.count - days[column].count)
        }
        days[column][place] |= bits
        self.minutes[place] &+= minutes
    }

    /// By device; what no month has is left out.
    var byDevice: [String: (days: Int, minutes: Int)] {
        var counts = [Int](repeating: 0, count: minutes.count)
        for column in days {
            for (place, bits) in column.enumerated() { counts[place] += bits.nonzeroBitCount }
        }
        return places.compactMapValues { counts[$0] > 0 ? (counts[$0], minutes[$0]) : nil }
    }
}
