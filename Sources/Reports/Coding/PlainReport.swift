internal import FoundationEssentials

/// Reads a report as agents write most of them: a sign of life with its device-days and nothing that is large or rare.
///
/// It takes a tenth of the time that a decoder for anything takes, and a country's morning is made of these. Whatever it does
/// not expect (a scan, a line test, an escape, a field it does not know, a number written otherwise), it leaves to that decoder,
/// whose word holds: a test reads the same reports both ways.
struct PlainReport {
    private var reader: PlainJSON
    /// The last boot's id: all times of a report mostly name one.
    private var boot = ""

    /// - Parameter json: found sound by `JSONBounds`.
    /// - Returns: nil for what the decoder is to read.
    static func read(_ json: Data) -> Report? {
        var report = PlainReport(reader: PlainJSON(json))
        return try? report.report()
    }

    // MARK: Values

    private mutating func report() throws(PlainJSON.Unexpected) -> Report {
        var (version, agent, stream, seq): (Int?, AgentID?, String?, Int?)
        var (bootID, monotonic, wallClock): (String?, Double?, Date?)
        var (days, digest, devicesSeq): ([DeviceDay]?, String?, Int?)
        var isFirst = true
        while let key = try reader.nextKey(&isFirst) {
            switch key {
            case "version": version = try reader.integer()
            case "agent": agent = AgentID(try reader.text())
            case "stream": stream = try reader.text()
            case "seq": seq = try reader.integer()
            case "boot_id": bootID = try readBoot()
            case "monotonic": monotonic = try reader.number()
            case "wall_clock": wallClock = try reader.time()
            case "device_days": days = try deviceDays()
            case "devices_digest": digest = try reader.text()
            case "devices_seq": devicesSeq = try reader.integer()
            default: throw PlainJSON.Unexpected()
            }
        }
        guard reader.isAtEnd, let version, let agent, let stream, let seq, let bootID, let monotonic, let wallClock
        else {
            throw PlainJSON.Unexpected()
        }
        return Report(
            version: version, agent: agent, stream: stream, seq: seq,
            sealedAt: ObservedTime(bootID: bootID, monotonic: monotonic, wallClock: wallClock), deviceDays: days,
            devicesDigest: digest, devicesSeq: devicesSeq)
    }

    private mutating func deviceDays() throws(PlainJSON.Unexpected) -> [DeviceDay] {
        var days: [DeviceDay] = []
        var isFirst = true
        while try reader.nextElement(&isFirst) { days.append(try deviceDay()) }
        return days
    }

    private mutating func deviceDay() throws(PlainJSON.Unexpected) -> DeviceDay {
        var (device, day, first, last): (String?, String?, ObservedTime?, ObservedTime?)
        var (minutes, timesPlugged, isEstimated): (Int?, Int?, Bool?)
        var isFirst = true
        while let key = try reader.nextKey(&isFirst) {
            switch key {
            case "device": device = try reader.text()
            case "day": day = try reader.text()
            case "first": first = try observedTime()
            case "last": last = try observedTime()
            case "minutes": minutes = try reader.integer()
            case "times_plugged": timesPlugged = try reader.integer()
            case "time_estimated": isEstimated = try reader.truth()
            default: throw PlainJSON.Unexpected()
            }
        }
        guard let device, let day, let first, let last, let minutes, let timesPlugged else {
            throw PlainJSON.Unexpected()
        }
        return DeviceDay(
            device: device, day: day, first: first, last: last, minutes: minutes, timesPlugged: timesPlugged,
            timeEstimated: isEstimated)
    }

    private mutating func observedTime() throws(PlainJSON.Unexpected) -> ObservedTime {
        var (bootID, monotonic, wallClock): (String?, Double?, Date?)
        var isFirst = true
        while let key = try reader.nextKey(&isFirst) {
            switch key {
            case "boot_id": bootID = try readBoot()
            case "monotonic": monotonic = try reader.number()
            case "wall_clock": wallClock = try reader.time()
            default: throw PlainJSON.Unexpected()
            }
        }
        guard let bootID, let monotonic, let wallClock else { throw PlainJSON.Unexpected() }
        return ObservedTime(bootID: bootID, monotonic: monotonic, wallClock: wallClock)
    }

    private mutating func readBoot() throws(PlainJSON.Unexpected) -> String {
        boot = try reader.text(like: boot)
        return boot
    }
}
