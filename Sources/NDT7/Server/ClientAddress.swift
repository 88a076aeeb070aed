internal import NIOCore

extension SocketAddress {
    /// By what an unknown client is counted: its IPv4 address, or the /64 that an IPv6 host has to itself.
    var countingKey: String {
        guard case .v6(let v6) = self else { return ipAddress ?? "unknown" }
        // The address is bytes 8 to 23 of Linux's sockaddr_in6.
        let words = withUnsafeBytes(of: v6.address) { bytes in
            stride(from: 8, to: 24, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        }
        // An IPv4 address that came through an IPv6 listener.
        if words.prefix(5).allSatisfy({ $0 == 0 }), words[5] == 0xFFFF {
            return [words[6] >> 8, words[6] & 255, words[7] >> 8, words[7] & 255].map { "\($0)" }.joined(separator: ".")
        }
        return words.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
    }
}

extension ChannelHandlerContext {
    /// The other side as `address:port`, or what is known of it.
    var peerName: String { remoteAddress.map(\.endpoint) ?? "unknown" }
    /// This side as `address:port`, or what is known of it.
    var ownName: String { localAddress.map(\.endpoint) ?? "unknown" }
}

extension SocketAddress {
    /// `address:port`, with an IPv6 address in brackets.
    var endpoint: String {
        let host = ipAddress ?? "unknown"
        return (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
    }
}
