public import Reports

/// Which server is asked, and how it proves itself.
public struct ReadingServer: Sendable, Equatable {
    /// `https://HOST[:PORT]` without what follows.
    public let url: String
    let host: String
    let port: Int
    let isSecure: Bool
    /// The key that it must show; nil asks for a certificate that this computer trusts, for this host.
    let pin: ServerPin?

    /// Reads an address as somebody types it. Plain http reaches this computer alone: a token is a secret.
    /// - Throws: `ReadingFailure.badServer`.
    public init(_ text: String, pin: ServerPin? = nil) throws {
        let lowered = text.lowercased()
        isSecure = lowered.hasPrefix("https://")
        guard isSecure || lowered.hasPrefix("http://") else {
            throw ReadingFailure.badServer(text, "does not begin with https://")
        }
        var authority = text.dropFirst(isSecure ? 8 : 7)
        if authority.hasSuffix("/") { authority = authority.dropLast() }
        guard !authority.isEmpty, authority.utf8.count <= 260,
            !authority.contains(where: { "/?#@\\".contains($0) || $0.isWhitespace || !$0.isASCII })
        else { throw ReadingFailure.badServer(text, "has more than a host and a port") }
        let hasPort = authority.last != "]" && (authority.contains("]") || authority.contains(":"))
        let whole = hasPort ? String(authority) : "\(authority):\(isSecure ? 443 : 80)"
        guard let address = try? ListenAddress(whole), address.port > 0 else {
            throw ReadingFailure.badServer(text, "has no host and port that can be read")
        }
        guard isSecure || address.isLoopback else {
            throw ReadingFailure.badServer(text, "is plain http, over which a token would be read by others; use https")
        }
        guard isSecure || pin == nil else { throw ReadingFailure.badServer(text, "is plain http, which proves no pin") }
        host = address.host
        port = address.port
        self.pin = pin
        url = (isSecure ? "https://" : "http://") + address.description
    }

    /// The `Host` header's value.
    var authority: String { ListenAddress(host: host, port: port).description }

    /// What TLS names the server by; an address has no name there.
    var serverName: String? {
        host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." } ? nil : host
    }
}
