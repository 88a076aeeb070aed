internal import Glibc

/// Where a listener of the LAN question can be: a numeric address of a private or link-local network, and a port.
///
/// An agent's word sends another agent there, so it may name nothing on the Internet: private (RFC 1918, RFC 4193) or
/// link-local (RFC 3927, RFC 4291) and not this machine. A school's own routers do pass private addresses on, so it need not
/// be the same network. The aggregator and the agent that goes there both ask this.
public struct LANAddress: Sendable, Equatable, CustomStringConvertible {
    /// As written in a URL, made from the address that was read: an IPv6 address in brackets.
    public let description: String

    /// Reads `HOST:PORT`; nil for anything else, a name included.
    public init?(_ text: String) {
        guard text.utf8.count <= 64, let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits), port > 0 else {
            return nil
        }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            self.init(host: String(host.dropFirst().dropLast()), port: Int(port), isIPv6: true)
        } else {
            self.init(host: String(host), port: Int(port), isIPv6: false)
        }
    }

    /// - Parameter host: a numeric address without brackets.
    public init?(host: String, port: Int) {
        self.init(host: host, port: port, isIPv6: host.utf8.contains(UInt8(ascii: ":")))
    }

    private init?(host: String, port: Int, isIPv6: Bool) {
        guard (1...65_535).contains(port), let bytes = Self.bytes(of: host, isIPv6: isIPv6),
            isIPv6 ? Self.isLocalIPv6(bytes) : Self.isLocalIPv4(bytes), let text = Self.text(of: bytes)
        else { return nil }
        description = isIPv6 ? "[\(text)]:\(port)" : "\(text):\(port)"
    }

    private static func isLocalIPv4(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (10, _), (192, 168), (169, 254), (172, 16...31): true
        default: false
        }
    }

    private static func isLocalIPv6(_ bytes: [UInt8]) -> Bool {
        bytes[0] & 0xfe == 0xfc || (bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80)
    }

    // MARK: Text

    /// The address in network order: 4 or 16 bytes.
    private static func bytes(of text: String, isIPv6: Bool) -> [UInt8]? {
        // inet_pton(3) reads up to the first zero byte and would take what stands before it.
        guard !text.utf8.contains(0) else { return nil }
        var bytes = [UInt8](repeating: 0, count: isIPv6 ? 16 : 4)
        return inet_pton(isIPv6 ? AF_INET6 : AF_INET, text, &bytes) == 1 ? bytes : nil
    }

    private static func text(of bytes: [UInt8]) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isMade = buffer.withUnsafeMutableBytes { buffer in
            inet_ntop(
                bytes.count == 16 ? AF_INET6 : AF_INET, bytes, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                socklen_t(buffer.count)) != nil
        }
        return isMade ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : nil
    }
}

extension LeaseRequest {
    /// Where the listener is, as a URL; nil beyond the local network.
    public var listenerURL: String? {
        listening.flatMap(LANAddress.init).map { "ws://\($0)" }
    }
}
