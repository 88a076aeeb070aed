internal import Foundation
internal import Relational
internal import Reports
internal import Store

extension SeenDays {
    /// On which days an agent saw each device, by whatever stream: the days' bits by month.
    ///
    /// - Parameters:
    ///   - since: the first day that counts, nil for the first there is.
    ///   - until: the last.
    func marks(
        of agent: String, since: SeenDate? = nil, until: SeenDate? = nil
    ) throws -> [String: [Int: UInt32]] {
        var marks: [String: [Int: UInt32]] = [:]
        for month in try months(of: agent, since: since, until: until) {
            var window: UInt32 = 0x7FFF_FFFF
            if let since, since.month == month.month { window &= ~(1 << UInt32(since.day - 1) - 1) }
            if let until, until.month == month.month { window &= UInt32.max >> UInt32(32 - until.day) }
            for (number, bits) in try StreamNumbers.reading({ try SeenMonth.marks(packed: month.days) })
            where bits & window != 0 {
                marks[try month.name(number), default: [:]][month.month, default: 0] |= bits & window
            }
        }
        return marks
    }

    /// The last day until `until` on which an agent saw each device.
    func lastDays(of agent: String, until: SeenDate) throws -> [String: SeenDate] {
        var found: [String: SeenDate] = [:]
        for stream in try streams(of: agent) {
            let names = try names(stream)
            var missing = Set(names.keys)
            // From the last month on: most devices are in it, and what lies before need not be unpacked for them.
            try eachMonth(of: stream, until: until.month) { month, packed in
                let window = month == until.month ? UInt32.max >> UInt32(32 - until.day) : 0x7FFF_FFFF
                for (number, bits) in try StreamNumbers.reading({ try SeenMonth.marks(packed: packed) })
                where bits & window != 0 && missing.remove(number) != nil {
                    let name = try Packed.known(number, in: names)
                    let last = SeenDate(month: month, day: UInt32.bitWidth - (bits & window).leadingZeroBitCount)
                    found[name] = max(found[name] ?? last, last)
                }
                return !missing.isEmpty
            }
        }
        return found
    }

    /// Days and minutes that an agent saw each device, of all streams together: a day that two tell of is one day.
    /// - Parameter device: which alone is asked for; nil for all.
    func totals(of agent: String, device: String? = nil) throws -> [String: (days: Int, minutes: Int)] {
        var totals = SeenTotals()
        let told =
            try device.map { try streams(of: agent, knowing: $0) }
            ?? streams(of: agent).map { (stream: $0, names: try names($0)) }
        for (stream, names) in told {
            let places = names.mapValues { totals.place(of: $0) }
            let number = device == nil ? nil : places.keys.first
            try eachMonth(of: stream) { month, packed in
                let column = totals.column(of: month)
                for total in try StreamNumbers.reading({ try SeenMonth.totals(packed: packed, of: number) }) {
                    let place = try Packed.known(total.number, in: places)
                    totals.add(total.bits, total.minutes, at: place, in: column)
                }
                return true
            }
        }
        return totals.byDevice
    }

    /// The agent's streams that tell of a device, and its number in each.
    private func streams(of agent: String, knowing device: String) throws -> [(stream: Int64, names: [Int: String])] {
        let sql = """
            SELECT n.number, d.number FROM stream_number AS n
            CROSS JOIN seen_device AS d ON d.stream = n.number AND d.device_id = ?
            WHERE n.agent_id = ? AND n.stream <> ''
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [device, agent]).map { row in
            (row[0], [row[1]: device])
        }
    }

    /// An agent's days of one device, by day; what several streams tell of a day is one span, their minutes added up.
    func spans(of device: String, at agent: AgentID) throws -> [DeviceSpan] {
        var spans: [SeenDate: DeviceSpan] = [:]
        for month in try months(of: agent.text) {
            guard let number = month.names.first(where: { $0.value == device })?.key,
                let told = try month.unpacked()[number]
            else { continue }
            for (day, seen) in told.dated {
                let date = SeenDate(month: month.month, day: day)
                let (first, last) = (Date(seconds: seen.firstAt), Date(seconds: seen.lastAt))
                guard let known = spans[date] else {
                    spans[date] = DeviceSpan(
                        agent: agent, day: date.description, first: first, last: last, minutes: seen.minutes)
                    continue
                }
                spans[date] = DeviceSpan(
                    agent: agent, day: known.day, first: min(known.first, first), last: max(known.last, last),
                    minutes: known.minutes + seen.minutes)
            }
        }
        return spans.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The first and the last moment at which an agent saw a device, by its days; nil where it has none.
    func extremes(of device: String, at agent: AgentID) throws -> ClosedRange<Date>? {
        let spans = try spans(of: device, at: agent)
        guard let first = spans.map(\.first).min(), let last = spans.map(\.last).max() else { return nil }
        return min(first, last)...max(first, last)
    }
}

extension SeenDays.Packed {
    func unpacked() throws -> SeenMonth { try StreamNumbers.reading { try SeenMonth(packed: days) } }

    func name(_ number: Int) throws -> String { try Self.known(number, in: names) }

    /// What is kept of a stream's device.
    static func known<Value>(_ number: Int, in devices: [Int: Value]) throws -> Value {
        guard let value = devices[number] else {
            throw DatabaseError(.damaged, message: "device-days name a device that nobody knows")
        }
        return value
    }
}
