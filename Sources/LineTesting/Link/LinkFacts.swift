internal import Glibc
public import Reports
public import Udev

/// How this computer hangs on the school's network, from `/sys` and `/proc`; never the network's name or its owner's.
public struct LinkFacts: Sendable {
    private let sys: FileTree
    private let proc: FileTree
    private let station: @Sendable (String) -> WiFiStation?

    /// - Parameters:
    ///   - sys: `/sys`.
    ///   - proc: `/proc`.
    ///   - station: asks the kernel for an interface's Wi-Fi figures, for at most half a second.
    public init(
        sys: FileTree, proc: FileTree, station: @escaping @Sendable (String) -> WiFiStation? = WiFiStation.ask
    ) {
        self.sys = sys
        self.proc = proc
        self.station = station
    }

    /// - Parameter metered: what a setting or NetworkManager says; passed on.
    public func link(of interface: String, metered: Bool? = nil) -> LineLink {
        let port = port(under: interface)
        var link = LineLink(medium: medium(of: port), metered: metered)
        switch link.medium {
        case .wired:
            // -1 and an error both say that the driver does not know.
            link.speedMbps = sys.number("class/net/\(port)/speed").flatMap { $0 > 0 ? $0 : nil }
        case .wifi:
            let figures = station(port)
            link.wifiSignalDBm = figures?.signalDBm ?? signal(of: port)
            link.wifiRateMbps = figures?.rateMbps
        case .mobile, .unknown: break
        }
        return link
    }

    /// The interface that touches the world: below a bridge, a bond or a VLAN, the first with a device of its own.
    private func port(under interface: String, depth: Int = 0) -> String {
        guard depth < 4, !sys.exists("class/net/\(interface)/device") else { return interface }
        let lower = sys.entries("class/net/\(interface)").filter { $0.hasPrefix("lower_") }.map {
            port(under: String($0.dropFirst(6)), depth: depth + 1)
        }
        return lower.first { sys.exists("class/net/\($0)/device") } ?? interface
    }

    private func medium(of interface: String) -> LineLink.Medium {
        let folder = "class/net/\(interface)"
        let type = sys.lines("\(folder)/uevent")?.first { $0.hasPrefix("DEVTYPE=") }?.dropFirst(8)
        if type == "wlan" || sys.exists("\(folder)/phy80211") || sys.exists("\(folder)/wireless") { return .wifi }
        if type == "wwan" { return .mobile }
        let driver = sys.linkName("\(folder)/device/driver")
        if let driver, Self.phones.contains(driver) { return .mobile }
        // 1 is Ethernet (ARPHRD_ETHER); tunnels and virtual pairs have no device.
        return sys.number("\(folder)/type") == 1 && sys.exists("\(folder)/device") ? .wired : .unknown
    }

    /// Drivers of tethered phones and modems, whose interfaces call themselves Ethernet. `cdc_ether` and `cdc_ncm` are
    /// left out: cables hang on them too, and the kernel marks the modems among them `wwan`.
    private static let phones: Set<String> = ["rndis_host", "ipheth", "cdc_mbim", "qmi_wwan", "huawei_cdc_ncm"]

    /// The level in `/proc/net/wireless`, for drivers that answer nothing else: `wlan0: 0000 58. -52. -256 ...`.
    private func signal(of interface: String) -> Int? {
        let lines = proc.lines("net/wireless") ?? []
        for line in lines.dropFirst(2) {
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[0] == "\(interface):" else { continue }
            // Old drivers count in per cent, upwards from zero: that is no dBm.
            return Int(fields[3].prefix { $0 != "." }).flatMap { $0 < 0 && $0 > -200 ? $0 : nil }
        }
        return nil
    }
}
