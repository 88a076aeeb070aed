public import Presentation

/// The hardware knowledge that was named is not there.
public struct KnowledgeFailure: ExplainedFailure, Equatable {
    public var path: String

    public init(path: String) {
        self.path = path
    }

    public var description: String { "\(path) is no directory; name one that holds .hwdb files with --hwdb" }

    public var exitStatus: SystemExit { .badData }
}
