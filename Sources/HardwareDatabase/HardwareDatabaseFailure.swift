internal import Glibc

/// Why there is no usable hardware database.
public enum HardwareDatabaseFailure: Error, Equatable, CustomStringConvertible {
    /// The compiled file is missing, unreadable or damaged.
    case cannotOpen(path: String, code: Int32)
    /// A file or directory the compiler needs could not be made or moved.
    case cannotWrite(path: String, reason: String)
    /// `systemd-hwdb` could not be started.
    case cannotRun(program: String, code: Int32)
    /// `systemd-hwdb` ended with a failure.
    case compilerFailed(program: String, status: Int32, message: String)

    public var description: String {
        switch self {
        case .cannotOpen(let path, let code):
            "cannot open the hardware database \(path): \(Self.reason(code)); restart the agent to compile it anew"
        case .cannotWrite(let path, let reason):
            "cannot write \(path): \(reason); check that the directory exists, is the agent's and has room"
        case .cannotRun(let program, let code):
            "cannot run \(program): \(Self.reason(code)); install Debian's package udev"
        case .compilerFailed(let program, let status, let message):
            "\(program) failed with status \(status): \(message)"
        }
    }

    static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
