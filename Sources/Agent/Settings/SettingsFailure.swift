public import Presentation

/// Why a region's settings were not taken over; those that held go on.
public struct SettingsFailure: ExplainedFailure, Equatable {
    public enum Code: Sendable, Equatable {
        /// Not signed by the region's key, or not settings.
        case notTheRegions
        /// The aggregator gave none.
        case refused
    }

    public var code: Code
    /// What happened, such as `its signature does not fit its key`.
    public var reason: String

    public init(code: Code, reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String {
        switch code {
        case .notTheRegions:
            "these are not settings that this computer's region signed (\(reason)): those it has go on; ask the region"
        case .refused:
            "the aggregator gave no settings (\(reason)): those this computer has go on, and it asks again"
        }
    }

    public var exitStatus: SystemExit {
        switch code {
        case .notTheRegions: .badData
        case .refused: .unavailable
        }
    }
}
