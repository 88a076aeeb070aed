internal import Glibc
public import NIOCore
public import Udev

extension DefaultRoute {
    /// The route that packets to one address take: the most particular that holds it, of several the lowest metric.
    ///
    /// Without a gateway where the address is on a network of this computer's own: no router stands between then.
    /// Rules that look at more than the address, such as a VPN's, are not seen.
    /// - Parameter proc: `/proc`.
    public static func towards(_ address: SocketAddress, in proc: FileTree) -> DefaultRoute? {
        guard let bytes = address.addressBytes else { return nil }
        // The kernel keeps 127.0.0.0/8 (RFC 1122) in a table of its own.
        if bytes.count == 4, bytes[0] == 127 { return DefaultRoute(interface: "lo", gateway: nil) }
        let lines = proc.lines(bytes.count == 4 ? "net/route" : "net/ipv6_route", limitBytes: limitBytes) ?? []
        let routes =
            bytes.count == 4 ? lines.dropFirst().compactMap(Network.init(ipv4:)) : lines.compactMap(Network.init(ipv6:))
        return routes.filter { $0.holds(bytes) }.min { ($1.length, $0.metric) < ($0.length, $1.metric) }?.route
    }

    /// One line of the kernel's tables.
    private struct Network {
        /// In network order.
        var bytes: [UInt8]
        /// Leading bits that count.
        var length: Int
        var metric: Int
        var route: DefaultRoute

        init?(ipv4 line: String) {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count > 7, let destination = UInt32(fields[1], radix: 16),
                let gateway = UInt32(fields[2], radix: 16), let flags = UInt32(fields[3], radix: 16),
                flags & reject == 0,
                let metric = Int(fields[6]), let mask = UInt32(fields[7], radix: 16)
            else { return nil }
            let isVia = flags & viaGateway != 0 && gateway != 0
            bytes = withUnsafeBytes(of: destination) { Array($0) }
            length = mask.nonzeroBitCount
            self.metric = metric
            route = DefaultRoute(interface: String(fields[0]), gateway: isVia ? dotted(gateway) : nil)
        }

        init?(ipv6 line: String) {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count == 10, fields[0].count == 32, let length = Int(fields[1], radix: 16),
                let metric = Int(fields[5], radix: 16), let flags = UInt32(fields[8], radix: 16), flags & reject == 0
            else { return nil }
            let digits = Array(fields[0])
            let bytes = stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
            guard bytes.count == 16 else { return nil }
            self.bytes = bytes
            self.length = length
            self.metric = metric
            route = DefaultRoute(
                interface: String(fields[9]), gateway: flags & viaGateway != 0 ? grouped(fields[4]) : nil)
        }

        func holds(_ address: [UInt8]) -> Bool {
            guard length <= address.count * 8 else { return false }
            return (0..<length).allSatisfy { bit in
                (bytes[bit / 8] ^ address[bit / 8]) & (0x80 >> (bit % 8)) == 0
            }
        }
    }
}

extension SocketAddress {
    /// In network order; nil for a socket of the file system's.
    fileprivate var addressBytes: [UInt8]? {
        let (family, count): (Int32, Int)
        switch self {
        case .v4: (family, count) = (AF_INET, 4)
        case .v6: (family, count) = (AF_INET6, 16)
        case .unixDomainSocket: return nil
        }
        // Digits again, without a link-local address's interface: the fields of a socket address only NIO's modules see.
        guard let digits = ipAddress?.prefix(while: { $0 != "%" }) else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, String(digits), &bytes) == 1 ? bytes : nil
    }
}
