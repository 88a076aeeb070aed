internal import FoundationEssentials
internal import Reports

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
        if let offset = SettingText.zoneOffset(name) { return .fixed(secondsEast: offset) }
        return SettingText.isZoneName(name) ? read("\(zoneinfo)/\(name)") : nil
    }

    /// The computer's own, nil where there is none.
    var local: ZoneOffsets? { read(localtime) }

    private func read(_ path: String) -> ZoneOffsets? {
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count < 1 << 20 else { return nil }
        return ZoneFile.read(Array(data))
    }
}
