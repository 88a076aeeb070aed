public import NIOCore

/// HTTP/1.1 to one aggregator: small, bounded in time and bytes, and with no thread of its own.
///
/// TLS leads to the region's own servers alone, whatever certificate they show; plain HTTP to this computer, whatever a name
/// resolves to.
public struct AggregatorClient: Sendable {
    /// What a conversation may take.
    public struct Limits: Sendable, Equatable {
        public var connectSeconds: Double
        /// For a whole request: name, connection, sending, waiting, answer.
        public var requestSeconds: Double
        public var answerBytes: Int

        public init(connectSeconds: Double = 10, requestSeconds: Double = 60, answerBytes: Int = 1_048_576) {
            self.connectSeconds = connectSeconds
            self.requestSeconds = requestSeconds
            self.answerBytes = answerBytes
        }
    }

    public let server: ServerAddress
    let group: any EventLoopGroup
    let limits: Limits
    let userAgent: String
    let trust: RegionTrust?
    let proxies: ProxySetting

    /// - Parameters:
    ///   - server: where the agent enrolled; the region's other servers are tried when this one fails.
    ///   - trust: what the region's servers are known by; nil speaks to this computer alone.
    ///   - proxies: who stands on the way.
    public init(
        server: ServerAddress, on group: any EventLoopGroup, limits: Limits = Limits(), agentVersion: String,
        trust: RegionTrust? = nil, proxies: ProxySetting = .direct
    ) {
        self.trust = trust
        self.proxies = proxies
        self.server = server
        self.group = group
        self.limits = limits
        userAgent = "parta-agent/\(agentVersion)"
    }

    /// Gives `body` a connection that is kept alive between its requests and closed when it returns.
    public func withConnection<Result: Sendable>(
        _ body: (AggregatorConnection) async throws -> Result
    ) async throws -> Result {
        let connection = AggregatorConnection(client: self)
        defer { connection.close() }
        return try await body(connection)
    }
}
