/// Where a server listens: a host name or address, and a port (0 lets the system choose).
public struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    public var host: String
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`; an IPv6 address stands in brackets.
    /// - Throws: `AggregatorFailure.badAddress`.
    public init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw AggregatorFailure.badAddress(text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw AggregatorFailure.badAddress(text)
        }
        guard !host.isEmpty else { throw AggregatorFailure.badAddress(text) }
        self.init(host: String(host), port: port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this machine can reach it: `localhost`, 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// The rule that keeps plain HTTP on this machine.
    /// - Throws: `AggregatorFailure.notLoopback`.
    public func requireSafe(withTLS: Bool) throws {
        guard withTLS || isLoopback else { throw AggregatorFailure.notLoopback(description) }
    }
}
