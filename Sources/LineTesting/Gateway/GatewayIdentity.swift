public import Reports
public import Udev

/// Which router this computer stands behind, as a hash that means nothing outside the region.
public enum GatewayIdentity {
    /// The hash of the router's hardware address, never of its IP address: half of all schools have a 192.168.1.1.
    ///
    /// The table of neighbours holds other people's telephones: every line but the gateway's is forgotten as it is read.
    /// - Parameter proc: `/proc`.
    /// - Returns: nil without a router, over IPv6, and while the kernel does not know the address: a probe to the router
    ///   makes it ask.
    public static func hash(of route: DefaultRoute, in proc: FileTree, by regionHash: RegionHash) -> String? {
        guard let gateway = route.gateway else { return nil }
        let prefix = Array("\(gateway) ".utf8)
        let suffix = Array(" \(route.interface)".utf8)
        let line = proc.firstLine("net/arp") { line in
            line.starts(with: prefix) && line.reversed().starts(with: suffix.reversed())
        }
        return line.flatMap(mac(inNeighbour:)).map { regionHash($0, purpose: "gateway") }
    }

    /// Of address, hardware type, flags, hardware address, mask, interface; nil while the entry is incomplete (ATF_COM is
    /// not set).
    static func mac(inNeighbour line: String) -> String? {
        let fields = line.split(separator: " ")
        guard fields.count == 6, fields[2].hasPrefix("0x"), let flags = UInt32(fields[2].dropFirst(2), radix: 16),
            flags & 0x2 != 0, fields[3].utf8.count == 17, fields[3] != "00:00:00:00:00:00"
        else { return nil }
        return fields[3].lowercased()
    }
}
