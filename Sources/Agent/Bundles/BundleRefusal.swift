public import Presentation
internal import Reports

/// Why nothing was exported, or an acknowledgement not taken.
public enum BundleRefusal: ExplainedFailure, Equatable {
    case noRegion
    case noSealingKey
    /// No region of this computer's signed it.
    case foreign
    case anotherAgent

    public var description: String {
        switch self {
        case .noRegion:
            "this computer belongs to no region, so there is nobody to seal a bundle to; enrol it with: "
                + "sudo parta-agent enroll URL CODE"
        case .noSealingKey:
            "the region has not said to which key bundles are sealed; let the agent reach its server once, "
                + "or enrol with the region's file (parta enrollment new --offline FILE)"
        case .foreign: "this computer's region has not signed this acknowledgement; nothing was changed"
        case .anotherAgent: "the acknowledgement is for another computer; nothing was changed"
        }
    }

    public var exitStatus: SystemExit {
        switch self {
        case .noRegion, .noSealingKey: .noPermission
        case .foreign, .anotherAgent: .badData
        }
    }
}
