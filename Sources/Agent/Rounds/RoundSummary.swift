public import Outbox
public import Presentation
public import Reports

/// What one round did.
public struct RoundSummary: Sendable {
    public var scan: Scan
    /// Whether the scan says something the region did not know.
    public var scanIsNews: Bool
    public var line: LineTestOutcome
    public var delivery: DeliveryOutcome
    /// Why the region's settings could not be followed, a sentence; those that hold go on.
    public var settingsProblem: String?
    /// What still waits.
    public var left: OutboxStatus

    /// What `once` exits with.
    public var exitStatus: SystemExit {
        delivery.failure?.exitStatus ?? (delivery.refused.isEmpty ? .ok : .badData)
    }
}
