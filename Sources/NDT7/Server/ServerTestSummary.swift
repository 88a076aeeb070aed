internal import Logging

/// What a server knows of a test that ended, for logs and metrics.
public struct ServerTestSummary: Sendable, Equatable {
    public var direction: Direction
    /// The client's address and port.
    public var client: String
    /// Payload bytes, sent for a download and received for an upload.
    public var bytes: Int
    public var elapsedSeconds: Double
    /// Whether both sides closed as the protocol says.
    public var closedCleanly: Bool
    /// What the client did wrong, if anything.
    public var violation: String?
}

extension ServerTestSummary {
    var metadata: Logger.Metadata {
        [
            "direction": "\(direction)", "client": "\(client)", "bytes": "\(bytes)", "seconds": "\(elapsedSeconds)",
            "clean": "\(closedCleanly)", "violation": "\(violation ?? "none")",
        ]
    }
}
