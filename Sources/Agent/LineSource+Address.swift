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
}
