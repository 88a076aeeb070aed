internal import FoundationEssentials
public import NIOCore

/// An NDT7 server as a URL names it: `ws://HOST:PORT` or `wss://HOST:PORT`, with an optional query that is kept (tokens).
public struct TestServer: Sendable, Equatable, CustomStringConvertible {
    public var isSecure: Bool
    /// A name, or an address without brackets.
    public var host: String
    public var port: Int
    /// Parameters that every test's URL carries, before the client's own.
    public var query: String

    public init(host: String, port: Int, isSecure: Bool = false, query: String = "") {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.query = query
    }

    /// - Parameter url: a path is ignored, because the protocol fixes it. Port 80 or 443 when none is given.
    /// - Throws: `NDT7Failure.badServer`.
    public init(url: String) throws(NDT7Failure) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty, ["ws", "wss"].contains(scheme)
        else { throw .badServer(url) }
        let port = parts.port ?? (scheme == "wss" ? 443 : 80)
        guard (1...65535).contains(port), parts.user == nil, parts.password == nil else { throw .badServer(url) }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.init(host: bare, port: port, isSecure: scheme == "wss", query: parts.percentEncodedQuery ?? "")
    }

    /// The same server with the token it admits tests by, in place of one that the query held.
    public func presenting(accessToken token: String) -> TestServer {
        var server = self
        let others = query.split(separator: "&").filter { $0.prefix { $0 != "=" } != "access_token" }.map(String.init)
        let item = QueryString.make([(key: "access_token", value: token)])
        server.query = (others + [item]).filter { !$0.isEmpty }.joined(separator: "&")
        return server
    }

    /// The URL without its query.
    public var description: String { "\(isSecure ? "wss" : "ws")://\(authority)" }

    /// `host:port`, with an IPv6 address in brackets.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// The address when the host is one; nil for a name, which has to be resolved.
    ///
    /// NIO's resolver starts a thread for good, so an address is never given to it.
    public var numericAddress: SocketAddress? { try? SocketAddress(ipAddress: host, port: port) }
}
