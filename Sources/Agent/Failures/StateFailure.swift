internal import Glibc
public import Presentation

/// Why a file or directory that the agent needs cannot be used.
public struct StateFailure: ExplainedFailure, Equatable {
    public enum Code: Sendable, Equatable {
        case notPermitted
        /// Another process holds the state; its process id where the lock tells it.
        case held(by: Int32?)
        case diskFull
        /// The content is not what was written there.
        case damaged
        case other
    }

    public var code: Code
    public var path: String
    /// What happened, such as `cannot be created (Permission denied)`.
    public var reason: String

    public init(code: Code, path: String, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    /// From a failed system call.
    /// - Parameter action: what was tried, such as `cannot be created`.
    init(errno number: Int32, path: String, action: String) {
        let code: Code =
            switch number {
            case EACCES, EPERM, EROFS: .notPermitted
            case ENOSPC, EDQUOT: .diskFull
            default: .other
            }
        self.init(code: code, path: path, reason: "\(action) (\(String(cString: strerror(number))))")
    }

    public var description: String { "\(path) \(reason); \(advice)" }

    /// What the reader can do.
    public var advice: String {
        switch code {
        case .notPermitted:
            "run this as the user the agent runs as (or with sudo), or choose another directory with --state"
        case .held: "the agent is running: ask it, or stop it first (systemctl stop parta-agent)"
        case .diskFull: "make room on the disk and try again"
        case .damaged: "move the file away (keep it for whoever looks into it) and enrol again"
        case .other: "check the path and the disk"
        }
    }

    public var exitStatus: SystemExit {
        switch code {
        case .notPermitted: .noPermission
        case .damaged: .badData
        case .held, .diskFull, .other: .cannotCreate
        }
    }
}
