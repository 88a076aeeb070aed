internal import Reports

/// What a report may hold at most: an agent is trusted with facts, not with the server's memory.
enum ReportBounds {
    static let deviceLimit = 2_000
    /// Adapters, mostly.
    static let componentLimit = 64
    static let collectorLimit = 200
    static let dayLimit = 20_000
    static let lineTestLimit = 5_000
    static let textLimitBytes = 200
    /// A calendar day of 25 hours.
    static let minutesLimit = 1_500
    static let timesPluggedLimit = 100_000
    /// A century of uptime, in seconds.
    static let monotonicLimit = 3_155_760_000.0
    /// The largest number that JSON readers agree on (2^53 - 1).
    static let seqLimit = 9_007_199_254_740_991

    static func check(_ report: Report) throws(ReportFailure) {
        guard report.stream.utf8.count == 32, report.stream.utf8.allSatisfy(isHexadecimal) else {
            throw .outOfBounds("stream is not 32 lower-case hexadecimal digits")
        }
        guard (1...seqLimit).contains(report.seq) else { throw .outOfBounds("seq does not count from 1") }
        let devices = report.scan?.devices ?? []
        let days = report.deviceDays ?? []
        let tests = report.lineTests ?? []
        guard devices.count <= deviceLimit else { throw .outOfBounds("more than \(deviceLimit) devices") }
        guard days.count <= dayLimit else { throw .outOfBounds("more than \(dayLimit) device-days") }
        guard tests.count <= lineTestLimit else { throw .outOfBounds("more than \(lineTestLimit) line tests") }
        let components = report.scan?.computer.components ?? []
        guard components.count <= componentLimit, components.allSatisfy({ isIdentifier($0.hash) }) else {
            throw .outOfBounds("a computer has more than \(componentLimit) parts, or one without a hash")
        }
        for device in devices where !isIdentifier(device.id) {
            throw .outOfBounds("a device id is empty or longer than \(textLimitBytes) bytes")
        }
        for day in days where !isIdentifier(day.device) || !isDay(day.day) {
            throw .outOfBounds("a device-day has no device or its day is not YYYY-MM-DD")
        }
        for day in days
        where !(0...minutesLimit).contains(day.minutes) || !(0...timesPluggedLimit).contains(day.timesPlugged) {
            throw .outOfBounds("a device-day has more minutes or more plugging in than a day allows")
        }
        try LineTestBounds.check(tests)
        try SlotBounds.check(report.slots ?? [])
        guard (0...SlotBounds.droppedLimit).contains(report.slotsDropped ?? 0) else {
            throw .outOfBounds("slots_dropped is below 0 or above \(SlotBounds.droppedLimit)")
        }
        try checkTable(report)
        try LineTestDayBounds.check(report.lineTestDays ?? [])
        let dated = [report.sealedAt, report.scannedAt].compactMap(\.self) + days.flatMap { [$0.first, $0.last] }
        let summed = (report.lineTestDays ?? []).flatMap { [$0.first, $0.last] }
        for time in dated + tests.map(\.startedAt) + (report.slots ?? []).map(\.decidedAt) + summed {
            guard (0...monotonicLimit).contains(time.monotonic) else {
                throw .outOfBounds("a time since boot is below 0 or beyond a century")
            }
            guard time.bootID.utf8.count <= textLimitBytes else {
                throw .outOfBounds("a boot id is longer than \(textLimitBytes) bytes")
            }
        }
    }

    /// Digests of devices and of their table, and of which report it is.
    private static func checkTable(_ report: Report) throws(ReportFailure) {
        let digests = (report.scan?.devices ?? []).compactMap(\.digest) + [report.devicesDigest].compactMap(\.self)
        guard digests.allSatisfy({ $0.utf8.count == 32 && $0.utf8.allSatisfy(isHexadecimal) }) else {
            throw .outOfBounds("a digest is not 32 lower-case hexadecimal digits")
        }
        guard (1...report.seq).contains(report.devicesSeq ?? 1) else {
            throw .outOfBounds("devices_seq does not count from 1 to the report's own number")
        }
        guard (report.scan?.collectors.count ?? 0) <= collectorLimit else {
            throw .outOfBounds("more than \(collectorLimit) collectors")
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { "0123456789abcdef".utf8.contains(byte) }

    private static func isIdentifier(_ text: String) -> Bool { (1...textLimitBytes).contains(text.utf8.count) }

    /// `YYYY-MM-DD`: digits and dashes in their places, month and day within the calendar's widest limits.
    static func isDay(_ text: String) -> Bool { SeenDate(text) != nil }
}

/// Why a report with a good signature was refused.
public enum ReportFailure: Error, Equatable, CustomStringConvertible {
    /// It names another agent than the one that signed it.
    case anotherAgent
    case outOfBounds(String)

    public var description: String {
        switch self {
        case .anotherAgent: "it names another agent than the one that signed it"
        case .outOfBounds(let what): "it is out of bounds: \(what)"
        }
    }
}
