public import Outbox
public import Reports
public import ServiceManager

/// Exit codes of both programs (sysexits.h).
public enum SysExit: Int32, Sendable {
    case done = 0
    case usage = 64
    case badData = 65
    case unreachable = 69
    case cannotWrite = 73
    case notPermitted = 77
}

/// A failure whose description is one line for a person: what happened, to what, and what to do.
public protocol ExplainedFailure: Error, CustomStringConvertible {
    /// What a command that ends because of it exits with.
    var exitStatus: SysExit { get }
}

extension OutboxFailure: ExplainedFailure {
    public var exitStatus: SysExit {
        switch code {
        case .full, .busy, .disk: .cannotWrite
        case .notPermitted: .notPermitted
        case .corrupt, .newerVersion, .foreign, .tooLarge, .unreadable: .badData
        }
    }
}

extension CredentialFailure: ExplainedFailure {
    public var exitStatus: SysExit { .notPermitted }
}

extension EnrollmentCodeFailure: ExplainedFailure {
    public var exitStatus: SysExit { .badData }
}

extension String {
    /// Words from the network, fit for a terminal and a log: one line, no control characters, bounded.
    func asOneLine(limit: Int = 300) -> String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.prefix(limit).map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
