internal import HardwareDatabase
public import Inventory
public import Presentation

/// Explains how devices are classified, with the hardware knowledge in force.
public struct ExplanationSource: Sendable {
    private let explainer: Explainer
    /// What is wrong with the hwdb files, a sentence each.
    public let complaints: [String]

    /// As `ScanSource`, so that what is explained is what a scan says.
    public init(knowledge given: String? = nil, environment: [String: String]) {
        let given = given ?? environment["PARTA_HWDB"]
        let opened = ScanSource.open(given: given, database: nil, environment: environment)
        complaints = opened.complaints
        let directories = KnowledgeDirectories.inForce(given: given, environment: environment)
        explainer = Explainer(knowledge: opened.knowledge, text: HardwareDatabaseText(directories: directories))
    }

    /// - Throws: `ExplanationFailure` when there is no such device, or it is of a kind without keys.
    public func explain(_ subject: ExplanationSubject) throws(ExplanationFailure) -> Explanation {
        try explainer.explain(subject)
    }
}

extension ExplanationFailure: ExplainedFailure {
    public var exitStatus: SystemExit {
        switch self {
        case .notThere, .otherKind: .badData
        case .cannotEnumerate: .unavailable
        }
    }
}
