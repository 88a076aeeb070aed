/// Where an aggregator is: `https://HOST[:PORT]`, or `http://` on this computer.
public struct ServerAddress: Sendable, Equatable {
    /// Whether it is reached over TLS.
    public let isSecure: Bool
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public let host: String
    public let port: Int

    /// Reads an address as a technician types it.
    /// - Throws: `ConnectionFailure` of code `badAddress` with the flaw.
    public init(_ text: String) throws {
        func failure(_ reason: String) -> ConnectionFailure {
            ConnectionFailure(code: .badAddress, server: text.asOneLine(limit: 200), reason: reason)
        }
        let lowercased = text.lowercased()
        let rest: Substring
        if lowercased.hasPrefix("https://") {
            isSecure = true
            rest = text.dropFirst(8)
        } else if lowercased.hasPrefix("http://") {
            isSecure = false
            rest = text.dropFirst(7)
        } else {
            throw failure("does not begin with https://")
        }
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        guard !authority.contains(where: { "/?#@\\".contains($0) || $0.isWhitespace }) else {
            throw failure("has more than a host and a port")
        }
        let host: Substring
        let portText: Substring?
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { throw failure("has a bracket that is never closed") }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.first == ":" else { throw failure("has text after its address") }
            portText = after.isEmpty ? nil : after.dropFirst()
        } else {
            let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else { throw failure("needs brackets around its IPv6 address") }
            host = parts.first ?? ""
            portText = parts.count == 2 ? parts[1] : nil
        }
        guard !host.isEmpty, host.utf8.count <= 253 else { throw failure("has no host") }
        if let portText {
            guard let number = Int(portText), (1...65_535).contains(number), portText.allSatisfy(\.isASCIIDigit) else {
                throw failure("has no port from 1 to 65535 after its colon")
            }
            port = number
        } else {
            port = isSecure ? 443 : 80
        }
        self.host = String(host)
    }

    /// As it is written, with its port.
    public var text: String { (isSecure ? "https://" : "http://") + authority }

    /// The `Host` header's value.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}

extension ServerAddress: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
