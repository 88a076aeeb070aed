internal import Aggregator

/// Where an agent finds the line tests: the host by which it reached the reports, and the other port.
enum LineTestAddress {
    /// - Parameters:
    ///   - header: the request's Host header.
    ///   - fallback: the host to name to a client that sent none.
    /// - Returns: `HOST:PORT`.
    static func text(host header: String?, fallback: String, port: Int) -> String {
        guard let header, !header.isEmpty else { return ListenAddress(host: fallback, port: port).description }
        let host = (try? ListenAddress(header))?.host ?? withoutBrackets(header)
        return ListenAddress(host: host, port: port).description
    }

    /// A Host header without a port: a name, an IPv4 address, or an IPv6 one in brackets.
    private static func withoutBrackets(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
