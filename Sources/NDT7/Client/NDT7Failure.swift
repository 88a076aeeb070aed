/// Why a test did not begin. Once the handshake is over a test always has a result.
public enum NDT7Failure: Error, Equatable, CustomStringConvertible {
    /// The URL names no server.
    case badServer(String)
    /// No TCP connection, in the time for it.
    case unreachable(reason: String)
    /// An HTTP answer other than 101.
    case refused(status: Int, retryAfterSeconds: Int?)
    /// Connected, but what answered does not speak NDT7.
    case badHandshake(String)
    /// `wss`, and nobody said how to make it secure.
    case noSecureTransport

    public var description: String {
        switch self {
        case .badServer(let text):
            "\"\(text)\" is no test server: it is written ws://HOST:PORT or wss://HOST:PORT"
        case .unreachable(let reason):
            "the test server cannot be reached (\(reason)): check the cable or Wi-Fi, then the server's address"
        case .refused(503, let seconds):
            "the test server is busy: try again " + (seconds.map { "in \($0) s" } ?? "later")
        case .refused(let status, _):
            "the test server refused the test with HTTP status \(status): check that its address is the NDT7 listener's"
        case .badHandshake(let reason):
            "what answered is no NDT7 server (\(reason)): check the port, and whether a login page stands in between"
        case .noSecureTransport:
            "wss needs TLS, which is not set up here: use ws"
        }
    }
}
