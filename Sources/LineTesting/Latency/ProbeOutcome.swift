/// What one latency probe found.
public enum ProbeOutcome: Sendable, Equatable {
    /// The round trip of a TCP handshake, in milliseconds.
    case answered(Double)
    /// No answer within this many milliseconds.
    case silent(Double)
    /// The connection could not be made, and why.
    case failed(String)
}
