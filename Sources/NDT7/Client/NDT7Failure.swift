/// Why a test did not begin, and what trying cost. Once the handshake is over a test always has a result.
public struct NDT7Failure: Error, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The URL names no server.
        case badServer(String)
        /// No TCP connection, in the time for it.
        case unreachable(reason: String)
        /// An HTTP answer other than 101.
        case refused(status: Int, retryAfterSeconds: Int?)
        /// Connected, but what answered does not speak NDT7.
        case badHandshake(String)
        /// Connected, but TLS did not come about: most often a certificate that is not trusted.
        case notSecure(String)
        /// `wss`, and nobody said how to make it secure.
        case noSecureTransport
        /// The caller's task was cancelled before the test began.
        case cancelled
    }

    public var kind: Kind
    /// TCP payload that passed this computer's socket before the test failed: it belongs in a byte budget too.
    public var bytesReceived: Int
    public var bytesSent: Int

    public init(_ kind: Kind, bytesReceived: Int = 0, bytesSent: Int = 0) {
        self.kind = kind
        self.bytesReceived = bytesReceived
        self.bytesSent = bytesSent
    }

    public static func badServer(_ text: String) -> NDT7Failure { NDT7Failure(.badServer(text)) }
    public static func unreachable(reason: String) -> NDT7Failure { NDT7Failure(.unreachable(reason: reason)) }
    public static func refused(status: Int, retryAfterSeconds: Int?) -> NDT7Failure {
        NDT7Failure(.refused(status: status, retryAfterSeconds: retryAfterSeconds))
    }
    public static func badHandshake(_ reason: String) -> NDT7Failure { NDT7Failure(.badHandshake(reason)) }
    public static func notSecure(_ reason: String) -> NDT7Failure { NDT7Failure(.notSecure(reason)) }
    public static let noSecureTransport = NDT7Failure(.noSecureTransport)
    public static let cancelled = NDT7Failure(.cancelled)

    public var description: String {
        switch kind {
        case .badServer(let text):
            "\"\(text)\" is no test server: it is written ws://HOST:PORT or wss://HOST:PORT"
        case .unreachable(let reason):
            "the test server cannot be reached (\(reason)): check the cable or Wi-Fi, then the server's address"
        case .refused(503, let seconds):
            "the test server is busy: try again " + (seconds.map { "in \($0) s" } ?? "later")
        case .refused(429, let seconds):
            "the test server has had enough tests from here: try again " + (seconds.map { "in \($0) s" } ?? "later")
        case .refused(401, _):
            "the test server does not know us: ask for a lease or a token, and check this computer's clock"
        case .refused(403, _):
            "the test server does not allow this test: the token is spent or good for something else, ask for another"
        case .refused(let status, _):
            "the test server refused the test with HTTP status \(status): check that its address is the NDT7 listener's"
        case .badHandshake(let reason):
            "what answered is no NDT7 server (\(reason)): check the port, and whether a login page stands in between"
        case .notSecure(let reason):
            "no secure connection to the test server (\(reason)): check its name, its certificate, and this computer's clock"
        case .noSecureTransport:
            "wss needs TLS, which is not set up here: use ws"
        case .cancelled:
            "the test was cancelled before it began: nothing is said about the line"
        }
    }
}
