/// How far a measurement of a line is, for a technician's terminal.
public struct LineProgress: Sendable, Equatable {
    public enum Phase: String, Sendable, CaseIterable {
        case latency
        case download
        case upload
    }

    public var phase: Phase
    /// Since the phase began.
    public var elapsedSeconds: Double
    /// The mean so far; nil while latency is measured.
    public var mbps: Double?

    public init(phase: Phase, elapsedSeconds: Double, mbps: Double? = nil) {
        self.phase = phase
        self.elapsedSeconds = elapsedSeconds
        self.mbps = mbps
    }
}
