internal import FoundationEssentials

/// Finds a time zone by its name.
public struct ZoneSource: Sendable {
    /// The directory of compiled time zones.
    public var zoneinfo: String
    /// The computer's own time zone.
    public var localtime: String

    public init(zoneinfo: String = "/usr/share/zoneinfo", localtime: String = "/etc/localtime") {
        self.zoneinfo = zoneinfo
        self.localtime = localtime
    }

    /// Nil where it cannot be found or read.
    /// - Parameter name: `Asia/Almaty`, or an offset such as `+05:00`.
    func zone(_ name: String) -> ZoneOffsets? {
        if let offset = Self.offset(name) { return .fixed(secondsEast: offset) }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
                        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
                        || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains($0)
                }
        }
        return isName ? read("\(zoneinfo)/\(name)") : nil
    }

    /// The computer's own, nil where there is none.
    var local: ZoneOffsets? { read(localtime) }

    private func read(_ path: String) -> ZoneOffsets? {
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count < 1 << 20 else { return nil }
        return ZoneFile.read(Array(data))
    }

    /// `+05:00`, within what any place on Earth has used: -12:00 to +14:00.
    private static func offset(_ text: String) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-",
            let minutes = ClockSpan.minute(text.dropFirst()), text.count == 6
        else { return nil }
        let seconds = (sign == "-" ? -60 : 60) * minutes
        return (-43_200...50_400).contains(seconds) ? seconds : nil
    }
}
