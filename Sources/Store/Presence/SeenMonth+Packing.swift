/// How a month is kept: some hundred bytes for a computer with its sixteen devices.
///
/// What is built in and what stays plugged in is seen from the first to the last look of a day alike, so a day tells each of its
/// spans once. Numbers are little-endian base-128 (LEB128), signed ones folded (0, -1, 1, -2 ...) before:
///
///     1                                       the version of this form
///     n, n x (number, bits)                   the devices; of each the difference to the one before, less one; its days
///     base                                    an instant of the month, signed
///     for each day that any device has, and each device that has it, in their order:
///     0, first, length, minutes, plugged      a new span, all signed: seconds after base and the day's distance; seconds;
///                                             by how many minutes it was seen for other than its length; times
///     k                                       or: as the k-th new span of this day
extension SeenMonth {
    static let version = 1
    private static let secondsPerDay = 86_400
    /// With how many of a day's spans one is compared, so that a day of twenty thousand is packed in a moment, too.
    private static let comparedSpans = 64

    public var packed: [UInt8] {
        var writer = PackedWriter()
        writer.put(Self.version)
        writer.put(devices.count)
        var next = 0
        for device in devices {
            writer.put(device.number - next)
            writer.put(Int(device.bits))
            next = device.number + 1
        }
        // Less the day's distance, so that a month with one stray instant costs bytes and nothing else.
        let base =
            devices.lazy.compactMap { device in
                device.dated.first.map { $0.seen.firstAt &- ($0.day - 1) * Self.secondsPerDay }
            }.min() ?? 0
        writer.putSigned(base)
        var read = [Int](repeating: 0, count: devices.count)
        for day in Self.days(devices.reduce(0) { $0 | $1.bits }) {
            var spans: [SeenDay] = []
            for (place, device) in devices.enumerated() where device.bits & (1 << UInt32(day - 1)) != 0 {
                let seen = device.days[read[place]]
                read[place] += 1
                if let known = spans.prefix(Self.comparedSpans).firstIndex(of: seen) {
                    writer.put(known + 1)
                    continue
                }
                spans.append(seen)
                writer.put(0)
                writer.putSigned(seen.firstAt &- base &- (day - 1) * Self.secondsPerDay)
                writer.putSigned(seen.lastAt &- seen.firstAt)
                writer.putSigned(seen.minutes &- (seen.lastAt &- seen.firstAt) / 60)
                writer.putSigned(seen.timesPlugged)
            }
        }
        return writer.bytes
    }

    /// - Throws: `PackedDamage`.
    public init(packed: [UInt8]) throws {
        var reader = PackedReader(packed)
        let marks = try Self.marks(&reader)
        var devices = marks.map { Device(number: $0.number) }
        let base = try reader.signed()
        try Self.spans(&reader, marks) { reader, day in
            let first = try reader.signed() &+ base &+ (day - 1) * Self.secondsPerDay
            let length = try reader.signed()
            return SeenDay(
                firstAt: first, lastAt: first &+ length, minutes: try reader.signed() &+ length / 60,
                timesPlugged: try reader.signed())
        } told: { place, day, seen in
            devices[place].append(seen, on: day)
        }
        self.devices = devices
    }

    /// Only the days of each device and its minutes in all.
    /// - Parameter only: the device that is asked for; of a month without it nothing more is read. Nil for all.
    /// - Throws: `PackedDamage`.
    public static func totals(
        packed: [UInt8], of only: Int? = nil
    ) throws -> [(number: Int, bits: UInt32, minutes: Int)] {
        var reader = PackedReader(packed)
        let marks = try marks(&reader)
        let told = only.map { only in marks.indices.filter { marks[$0].number == only } } ?? Array(marks.indices)
        if told.isEmpty { return [] }
        var minutes = [Int](repeating: 0, count: marks.count)
        try reader.skip()
        try spans(&reader, marks) { reader, _ in
            try reader.skip()
            let length = try reader.signed()
            let minutes = try reader.signed() &+ length / 60
            try reader.skip()
            return minutes
        } told: { place, _, spent in
            minutes[place] &+= spent
        }
        return told.map { (marks[$0].number, marks[$0].bits, minutes[$0]) }
    }

    /// - Parameters:
    ///   - read: takes what is wanted from the four numbers of a new span.
    ///   - told: is given that of each day of each device, whose place in `marks` comes first.
    private static func spans<Span>(
        _ reader: inout PackedReader, _ marks: [(number: Int, bits: UInt32)],
        _ read: (inout PackedReader, _ day: Int) throws -> Span, told: (_ place: Int, _ day: Int, Span) -> Void
    ) throws {
        var spans: [Span] = []
        for day in days(marks.reduce(0) { $0 | $1.bits }) {
            spans.removeAll(keepingCapacity: true)
            for place in marks.indices where marks[place].bits & (1 << UInt32(day - 1)) != 0 {
                let known = try reader.number()
                if known == 0 {
                    spans.append(try read(&reader, day))
                } else if known > spans.count {
                    throw reader.damage("a span is meant that is not there")
                }
                told(place, day, spans[(known == 0 ? spans.count : known) - 1])
            }
        }
        guard reader.isAtEnd else { throw reader.damage("more follows than a month holds") }
    }

    /// Only which device was seen on which days, in the order of their numbers: a fraction of the work.
    /// - Throws: `PackedDamage`, of what is read.
    public static func marks(packed: [UInt8]) throws -> [(number: Int, bits: UInt32)] {
        var reader = PackedReader(packed)
        return try marks(&reader)
    }

    private static func marks(_ reader: inout PackedReader) throws -> [(number: Int, bits: UInt32)] {
        guard try reader.number() == version else {
            throw reader.damage("it is of a form that this release does not know")
        }
        let count = try reader.count(ofAtLeast: 2)
        var marks: [(number: Int, bits: UInt32)] = []
        marks.reserveCapacity(count)
        var next = 0
        for _ in 0..<count {
            let (number, overflow) = next.addingReportingOverflow(try reader.number())
            let bits = try reader.number()
            guard !overflow, number < .max, (1...0x7FFF_FFFF).contains(bits) else {
                throw reader.damage("a device has no days, or some that no month has")
            }
            marks.append((number: number, bits: UInt32(bits)))
            next = number + 1
        }
        return marks
    }
}
