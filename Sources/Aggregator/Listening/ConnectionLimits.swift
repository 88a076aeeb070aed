/// What a connection may take of a server, however politely it asks.
public struct ConnectionLimits: Sendable, Equatable {
    /// Connections beyond this many are closed at once.
    public var maximumConnections: Int
    /// And beyond this many of one IPv4 address or IPv6 /64; generous, because all schools of a region may share one.
    public var maximumPerAddress: Int
    /// How many may wait to be accepted, at most the kernel's `net.core.somaxconn` (4096 since Linux 5.4).
    ///
    /// The kernel drops the handshakes that a full queue has no place for, and their clients try again only after a second:
    /// a short queue lets a burst of strangers slow down everybody.
    public var backlog: Int
    /// How long the TLS handshake may take.
    public var handshake: Duration
    /// How long a request's head may take: from its first byte, on a new connection from the beginning.
    public var head: Duration
    /// How much longer than `AggregatorConfiguration.bodyTimeout` a body may take before the connection is cut unanswered.
    public var bodyGrace: Duration
    /// From the end of a request until its answer is out, the client's reading included.
    public var answer: Duration
    /// How many bytes a request's header fields may take together.
    public var headerBytes: Int

    public init(
        maximumConnections: Int = 4_096, maximumPerAddress: Int = 1_024, backlog: Int = 4_096,
        handshake: Duration = .seconds(10), head: Duration = .seconds(15), bodyGrace: Duration = .seconds(5),
        answer: Duration = .seconds(300),
        headerBytes: Int = 16_384
    ) {
        self.maximumConnections = maximumConnections
        self.maximumPerAddress = maximumPerAddress
        self.backlog = backlog
        self.handshake = handshake
        self.head = head
        self.bodyGrace = bodyGrace
        self.answer = answer
        self.headerBytes = headerBytes
    }
}
