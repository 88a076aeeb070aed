internal import Udev

/// The router this computer's way out leads through.
///
/// Only its maker is found out. The table of neighbours holds other people's telephones: it is read line by line, a line
/// that is not the gateway's is forgotten with the next one, and the gateway's own address goes no further than here.
struct DefaultGateway {
    let roots: Roots

    /// The gateway's MAC address and whether there is a gateway at all.
    func find() -> (exists: Bool, mac: String?) {
        guard let address = address else { return (false, nil) }
        let prefix = Array("\(address) ".utf8)
        let line = roots.proc.firstLine("net/arp") { $0.starts(with: prefix) }
        let fields = (line ?? "").split(separator: " ")
        guard fields.count >= 4, fields[3].utf8.count == 17, fields[3] != "00:00:00:00:00:00" else {
            return (true, nil)
        }
        return (true, String(fields[3]))
    }

    /// The default route's next hop in dotted form, of the route with the lowest metric.
    private var address: String? {
        let lines = roots.proc.lines("net/route", limitBytes: 65_536) ?? []
        return Self.address(inRoutes: lines)
    }

    /// Reads the kernel's IPv4 routes: interface, destination, gateway (hexadecimal in host order), flags, ..., metric.
    static func address(inRoutes lines: [String]) -> String? {
        let isGateway: UInt32 = 0x2  // RTF_GATEWAY, linux/route.h
        let routes = lines.dropFirst().compactMap { line -> (metric: Int, gateway: UInt32)? in
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count > 6, UInt32(fields[1], radix: 16) == 0, let flags = UInt32(fields[3], radix: 16),
                flags & isGateway != 0, let gateway = UInt32(fields[2], radix: 16), let metric = Int(fields[6])
            else { return nil }
            return (metric, gateway)
        }
        return routes.min { $0.metric < $1.metric }.map { route in
            withUnsafeBytes(of: route.gateway) { bytes in bytes.map { String($0) }.joined(separator: ".") }
        }
    }
}
