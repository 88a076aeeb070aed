internal import NIOCore

extension SocketAddress {
    /// By what a stranger's connections are counted: its IPv4 address, or the /64 that an IPv6 host has to itself.
    var countingKey: String {
        guard case .v6(let v6) = self else { return ipAddress ?? "unknown" }
        // The address is bytes 8 to 23 of Linux's sockaddr_in6.
        let bytes = withUnsafeBytes(of: v6.address) { Array($0[8..<24]) }
        // An IPv4 address that came through an IPv6 listener (RFC 4291, 2.5.5.2).
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
            return bytes.suffix(4).map { "\($0)" }.joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
