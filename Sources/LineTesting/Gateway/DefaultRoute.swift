internal import Glibc
public import NIOCore
public import Udev

/// Where this computer's packets to the world go: an interface and, unless it is a tunnel, the router behind it.
public struct DefaultRoute: Sendable, Equatable {
    /// The interface's name, such as `enp3s0`.
    public var interface: String
    /// The router's address in numbers; nil where the route has none, as a tunnel's has.
    public var gateway: String?

    public init(interface: String, gateway: String?) {
        self.interface = interface
        self.gateway = gateway
    }

    /// The kernel's choice: IPv4 where there is a route, else IPv6; of several the lowest metric.
    ///
    /// - Parameter proc: `/proc`.
    public static func find(in proc: FileTree) -> DefaultRoute? {
        best(ofIPv4: proc.lines("net/route", limitBytes: limitBytes) ?? [])
            ?? best(ofIPv6: proc.lines("net/ipv6_route", limitBytes: limitBytes) ?? [])
    }

    /// Some 500 routes; a school PC has five.
    static let limitBytes = 65_536
    /// RTF_REJECT of linux/route.h: packets are refused there.
    static let reject: UInt32 = 0x200
    /// RTF_GATEWAY.
    static let viaGateway: UInt32 = 0x2

    /// Reads `/proc/net/route`: interface, destination, gateway, flags, references, uses, metric, mask, ...; addresses in
    /// hexadecimal as the machine holds them.
    ///
    /// A VPN often lays two routes of half the world each over the default one: the half counts, being the kernel's choice.
    static func best(ofIPv4 lines: [String]) -> DefaultRoute? {
        let routes = lines.dropFirst().compactMap { line -> (isHalf: Bool, metric: Int, route: DefaultRoute)? in
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count > 7, UInt32(fields[1], radix: 16) == 0, let gateway = UInt32(fields[2], radix: 16),
                let flags = UInt32(fields[3], radix: 16), flags & reject == 0, let metric = Int(fields[6]),
                let mask = UInt32(fields[7], radix: 16), mask == 0 || mask.bigEndian == 0x8000_0000
            else { return nil }
            let isVia = flags & viaGateway != 0 && gateway != 0
            let route = DefaultRoute(interface: String(fields[0]), gateway: isVia ? dotted(gateway) : nil)
            return (mask != 0, metric, route)
        }
        return routes.min { ($0.isHalf ? 0 : 1, $0.metric) < ($1.isHalf ? 0 : 1, $1.metric) }?.route
    }

    /// Reads `/proc/net/ipv6_route`: destination, its length, source, its length, next hop, metric, references, uses, flags,
    /// interface; all in hexadecimal, addresses in network order.
    static func best(ofIPv6 lines: [String]) -> DefaultRoute? {
        let routes = lines.compactMap { line -> (metric: UInt32, route: DefaultRoute)? in
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count == 10, fields[0].allSatisfy({ $0 == "0" }), fields[1] == "00", fields[9] != "lo",
                let metric = UInt32(fields[5], radix: 16), let flags = UInt32(fields[8], radix: 16), flags & reject == 0
            else { return nil }
            let gateway = flags & viaGateway != 0 ? grouped(fields[4]) : nil
            return (metric, DefaultRoute(interface: String(fields[9]), gateway: gateway))
        }
        return routes.min { $0.metric < $1.metric }?.route
    }

    static func dotted(_ address: UInt32) -> String {
        let host = UInt32(bigEndian: address)
        return [24, 16, 8, 0].map { String(host >> $0 & 0xff) }.joined(separator: ".")
    }

    /// Eight groups of four digits, which every parser of IPv6 addresses takes.
    static func grouped(_ digits: Substring) -> String? {
        guard digits.count == 32, digits.contains(where: { $0 != "0" }) else { return nil }
        let text = Array(digits)
        return stride(from: 0, to: 32, by: 4).map { String(text[$0..<$0 + 4]) }.joined(separator: ":")
    }

    /// The router at a port; nil without a router. A link-local address is reached through the route's interface.
    public func gatewayAddress(port: Int) -> SocketAddress? {
        guard let gateway, let address = try? SocketAddress(ipAddress: gateway, port: port) else { return nil }
        guard case .v6(let v6) = address, gateway.hasPrefix("fe80:") else { return address }
        let index = if_nametoindex(interface)
        guard index > 0 else { return nil }
        var scoped = v6.address
        // `sin6_scope_id` stands behind family, port, flow and address; by its name only NIO's own modules see it.
        withUnsafeMutableBytes(of: &scoped) { $0.storeBytes(of: index, toByteOffset: 24, as: UInt32.self) }
        return SocketAddress(scoped)
    }
}
