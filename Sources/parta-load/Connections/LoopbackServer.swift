internal import NIOCore

/// The aggregator to load: over TLS, on this computer, or not at all.
struct LoopbackServer: Sendable, Equatable {
    let address: SocketAddress
    /// The `Host` header's value.
    let authority: String

    var text: String { "https://\(authority)" }

    /// - Throws: `LoadFailure.badServer`, `.notLoopback`.
    init(_ text: String) throws(LoadFailure) {
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme) else { throw .badServer(text) }
        var authority = text.dropFirst(scheme.count)
        if authority.last == "/" { authority.removeLast() }
        guard let colon = authority.lastIndex(of: ":"),
            let port = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(port)
        else { throw .badServer(text) }
        var host = authority[..<colon]
        let isBracketed = host.first == "[" && host.last == "]"
        if isBracketed { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, isBracketed == host.contains(":") else { throw .badServer(text) }
        // A name other than this one may lead anywhere, now or later.
        let literal = host.lowercased() == "localhost" ? "127.0.0.1" : String(host)
        guard let address = try? SocketAddress(ipAddress: literal, port: port), Self.isLoopback(address) else {
            throw .notLoopback(text)
        }
        self.address = address
        self.authority = String(authority)
    }

    /// 127.0.0.0/8 (RFC 1122, 3.2.1.3), ::1 (RFC 4291, 2.5.3), and the former written as the latter.
    private static func isLoopback(_ address: SocketAddress) -> Bool {
        guard let text = address.ipAddress else { return false }
        return text == "::1" || text.hasPrefix("127.") || text.hasPrefix("::ffff:127.")
    }
}
