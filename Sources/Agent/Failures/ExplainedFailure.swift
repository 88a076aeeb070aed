public import Outbox
public import Presentation
public import Reports
public import ServiceManager

/// A failure whose description is one line for a person: what happened, to what, and what to do.
public protocol ExplainedFailure: Error, CustomStringConvertible {
    /// What a command that ends because of it exits with.
    var exitStatus: SystemExit { get }
}

extension OutboxFailure: ExplainedFailure {
    public var exitStatus: SystemExit {
        switch code {
        case .full, .busy, .disk, .gone: .cannotCreate
        case .notPermitted: .noPermission
        case .corrupt, .newerVersion, .foreign, .tooLarge, .unreadable: .badData
        }
    }
}

extension CredentialFailure: ExplainedFailure {
    public var exitStatus: SystemExit { .noPermission }
}

extension EnrollmentCodeFailure: ExplainedFailure {
    public var exitStatus: SystemExit { .badData }
}

extension String {
    /// Words from the network, fit for a terminal and a log: one line, no control characters, bounded.
    func asOneLine(limit: Int = 300) -> String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.prefix(limit).map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
