internal import Glibc
public import Reports

/// Where a listener of the LAN question can be: a numeric address that no router passes on, and a port.
///
/// An agent's word sends another agent there, so it may name nothing beyond the school: private (RFC 1918, RFC 4193) or
/// link-local (RFC 3927, RFC 4291) and not this machine.
struct LANAddress: Equatable, CustomStringConvertible {
    /// As written in a URL: an IPv6 address in brackets.
    let description: String

    /// Reads `HOST:PORT`; nil for anything else, a name included.
    init?(_ text: String) {
        guard text.utf8.count <= 64, let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits), port > 0 else {
            return nil
        }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            guard Self.isLocalIPv6(String(host.dropFirst().dropLast())) else { return nil }
        } else {
            guard Self.isLocalIPv4(String(host)) else { return nil }
        }
        description = "\(host):\(port)"
    }

    private static func isLocalIPv4(_ text: String) -> Bool {
        var address = in_addr()
        guard inet_pton(AF_INET, text, &address) == 1 else { return false }
        let bytes = withUnsafeBytes(of: address.s_addr, Array.init)
        switch (bytes[0], bytes[1]) {
        case (10, _), (192, 168), (169, 254), (172, 16...31): return true
        default: return false
        }
    }

    private static func isLocalIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return false }
        let bytes = withUnsafeBytes(of: address, Array.init)
        return bytes[0] & 0xfe == 0xfc || (bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80)
    }
}

extension LeaseRequest {
    /// Where the listener is, as a URL; nil beyond the local network.
    public var listenerURL: String? {
        listening.flatMap(LANAddress.init).map { "ws://\($0)" }
    }
}
