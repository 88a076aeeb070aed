internal import FoundationEssentials
internal import NDT7
internal import NIOCore

extension LineSource {
    /// Whether a test against `url` crosses a network unencrypted: plain ws to anything but this computer. Who stands between
    /// can then lie about the figures and read the token.
    public static func crossesUnprotected(_ url: String) -> Bool {
        guard let server = try? TestServer(url: url), !server.isSecure else { return false }
        let isHere = server.numericAddress?.isLoopback ?? (server.host.lowercased() == "localhost")
        return !isHere
    }

    /// `url` with a token that opens the server, as a lease's does.
    /// - Returns: nil for a token of other characters than letters, digits, `-`, `.`, `_` and `~`, or of more than 1,000.
    public static func opened(_ url: String, token: String) -> String? {
        let allowed = token.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~".utf8.contains(byte)
        }
        guard allowed, (1...1_000).contains(token.utf8.count), var parts = URLComponents(string: url) else {
            return nil
        }
        let query = [parts.percentEncodedQuery, "access_token=\(token)"].compactMap(\.self).filter { !$0.isEmpty }
        parts.percentEncodedQuery = query.joined(separator: "&")
        return parts.string
    }
}
