/// Exit codes of `sysexits.h` that both programs promise.
public enum SystemExit: Int32, Sendable {
    case ok = 0
    /// The command line was wrong.
    case usage = 64
    /// Input was wrong: a file, a code, a report.
    case badData = 65
    /// A server or service could not be reached, or answers no more.
    case unavailable = 69
    /// A bug, or something nobody foresaw.
    case software = 70
    /// A file or directory could not be made or written.
    case cannotCreate = 73
    /// The reader may not do this.
    case noPermission = 77
    /// A setting is missing or wrong.
    case configuration = 78
}
