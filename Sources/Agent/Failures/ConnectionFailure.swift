internal import Glibc
internal import NDT7
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
        /// No TLS was agreed on.
        case tls
        /// Who answers is the server of another region.
        case otherRegion
        /// Who answers has a key that the region does not name: somebody stands between.
        case middleman
        /// Who answers shows an older statement of the region than is known here.
        case outdated
        /// The proxy on the way does not let through.
        case proxy
        /// The answer is larger than any answer of an aggregator.
        case oversized
        /// What answers does not speak as an aggregator does.
        case garbled
        /// Given up by this program, at shutdown.
        case cancelled

        /// Whether it speaks of who answers, and not of the way there.
        var isWarning: Bool { [.otherRegion, .middleman, .outdated].contains(self) }
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
        case .tls: "check the port and that the server there is the aggregator; a device in between may break TLS open"
        case .otherRegion: "nothing was told to it: check the URL, and ask your region whether its key has changed"
        case .middleman:
            "nothing was told to it: somebody stands between (a filter, a portal or an attacker), or your region must sign "
                + "its new key (parta serve does so when it rotates)"
        case .outdated:
            "nothing was told to it: somebody plays old words back, or your region restored an old backup and must sign anew"
        case .proxy: "check PARTA_PROXY in /etc/parta/agent.env (http://NAME:PASSWORD@HOST:PORT, or direct for none)"
        case .oversized, .garbled:
            "check that the address is the aggregator's and that no portal or proxy answers in its place"
        }
    }

    public var exitStatus: SystemExit {
        switch code {
        case .badAddress: .usage
        case .insecure, .otherRegion, .middleman, .outdated: .noPermission
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
        case ChannelError.eof, ChannelError.ioOnClosedChannel:
            self.init(code: .closed, server: server, reason: "ended the connection before it had answered")
        default:
            if let words = SecureTransport.reason(for: error) {
                self.init(code: .tls, server: server, reason: "cannot be spoken to over TLS: \(words)")
            } else {
                self.init(code: .closed, server: server, reason: "cannot be used (\(error))")
            }
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
