internal import Glibc
internal import NIOCore
internal import NIOHTTP1
public import Presentation

/// Why the aggregator could not be spoken to.
public struct ConnectionFailure: ExplainedFailure, Equatable {
    public enum Code: Sendable, Equatable {
        /// The address is no URL of a server.
        case badAddress
        case unresolvable
        case refused
        /// No way there: no route, network down.
        case unreachable
        case timedOut
        /// The server, or something between, ended the connection.
        case closed
        /// Plain HTTP to another computer.
        case insecure
        case tls
        /// The answer is larger than any answer of an aggregator.
        case oversized
        /// What answers does not speak as an aggregator does.
        case garbled
        /// Given up by this program, at shutdown.
        case cancelled
    }

    public var code: Code
    /// The server as it was given.
    public var server: String
    /// What happened.
    public var reason: String

    public init(code: Code, server: String, reason: String) {
        self.code = code
        self.server = server
        self.reason = reason
    }

    public var description: String { "the aggregator \(server) \(reason); \(advice)" }

    /// What the reader can do.
    public var advice: String {
        switch code {
        case .badAddress: "write it as https://HOST or https://HOST:PORT"
        case .unresolvable: "check the name for typing errors and whether this computer's DNS works"
        case .refused: "check the port, and that parta serve runs there"
        case .unreachable: "check the cable or Wi-Fi and the gateway"
        case .timedOut: "check the line; nothing is lost, the agent tries again"
        case .closed, .cancelled: "nothing is lost, the agent tries again"
        case .insecure: "plain http is for this computer alone: use https://"
        case .tls:
            "this version speaks TLS to nobody yet: run the aggregator on this computer, or wait for the next version"
        case .oversized, .garbled:
            "check that the address is the aggregator's and that no portal or proxy answers in its place"
        }
    }

    public var exitStatus: SystemExit {
        switch code {
        case .badAddress: .usage
        case .insecure, .tls: .noPermission
        default: .unavailable
        }
    }

    /// From whatever the network threw.
    init(_ error: any Error, server: String) {
        switch error {
        case let failure as ConnectionFailure: self = failure
        case let failure as IOError: self.init(errno: failure.errnoCode, server: server)
        case ChannelError.connectTimeout: self.init(code: .timedOut, server: server, reason: "does not answer")
        case is CancellationError: self.init(code: .cancelled, server: server, reason: "was left in the middle")
        case HTTPParserError.invalidEOFState:
            self.init(code: .closed, server: server, reason: "ended the connection in the middle of its answer")
        case is HTTPParserError, is NIOHTTPDecoderError:
            self.init(code: .garbled, server: server, reason: "does not speak HTTP")
        default: self.init(code: .closed, server: server, reason: "cannot be used (\(error))")
        }
    }

    private init(errno number: Int32, server: String) {
        switch number {
        case ECONNREFUSED: self.init(code: .refused, server: server, reason: "refuses connections")
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL:
            self.init(
                code: .unreachable, server: server, reason: "cannot be reached: \(String(cString: strerror(number)))")
        case ETIMEDOUT: self.init(code: .timedOut, server: server, reason: "does not answer")
        default:
            self.init(
                code: .closed, server: server, reason: "ended the connection (\(String(cString: strerror(number))))")
        }
    }
}
