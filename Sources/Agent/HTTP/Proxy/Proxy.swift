internal import FoundationEssentials

/// An HTTP proxy that opens tunnels (CONNECT, RFC 9110, section 9.3.6).
struct Proxy: Sendable, Equatable, CustomStringConvertible {
    var host: String
    var port: Int
    /// `Basic` and what follows it, where the URL had a name and a password. Never logged.
    private(set) var authorization: String?

    /// For people: without name and password.
    var description: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// - Parameter text: `http://[NAME:PASSWORD@]HOST[:PORT]`, or without `http://`; name and password percent-encoded.
    /// - Returns: nil for anything else.
    init?(_ text: String) {
        var rest = text.lowercased().hasPrefix("http://") ? text.dropFirst(7) : text[...]
        // The last @ ends the credentials: some write one into a password as it is.
        if let at = rest.lastIndex(of: "@") {
            // A slash there is another scheme's: the program speaks to proxies over plain HTTP alone.
            guard !rest[..<at].contains("/"), let credentials = Self.decode(rest[..<at]) else { return nil }
            // RFC 7617: a name without a password is one all the same.
            let pair = credentials.contains(UInt8(ascii: ":")) ? credentials : credentials + [UInt8(ascii: ":")]
            authorization = "Basic " + Data(pair).base64EncodedString()
            rest = rest[rest.index(after: at)...]
        }
        guard let address = try? ServerAddress("http://\(rest)") else { return nil }
        host = address.host
        port = address.port
    }

    /// What opens a tunnel.
    /// - Parameter authority: `HOST:PORT`.
    func request(for authority: String, userAgent: String) -> String {
        var lines = ["CONNECT \(authority) HTTP/1.1", "Host: \(authority)", "User-Agent: \(userAgent)"]
        if let authorization { lines.append("Proxy-Authorization: \(authorization)") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// Percent-encoding undone (RFC 3986, section 2.1); nil where it is none.
    private static func decode(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
