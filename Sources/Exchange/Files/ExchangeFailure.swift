/// Why `parta-exchange` did not do what it was started for.
public enum ExchangeFailure: Error, Equatable, CustomStringConvertible {
    /// It is not where it should be.
    case notInstalled(String)
    /// It is there, and a library of its own is not; the loader's words.
    case cannotLoad(String)
    /// It needed more than it may have; what, in words.
    case limit(String)
    /// It said why, with one of the programs' exit codes.
    case refused(exit: Int32, message: String)
    /// It ended well and told less than all.
    case incomplete

    /// Whether the program could not run at all, whatever the file.
    var isMissing: Bool {
        switch self {
        case .notInstalled, .cannotLoad: true
        case .limit, .refused, .incomplete: false
        }
    }

    /// What happened, to follow the name of a file.
    public var description: String {
        switch self {
        case .notInstalled(let path):
            "there is no program \(path), which reads and writes spreadsheets and maps: install parta-aggregator again, or "
                + "save the file as CSV"
        case .cannotLoad(let words):
            "spreadsheets and maps cannot be read or written here (\(words)): install what the package parta-aggregator "
                + "recommends, or save the file as CSV"
        case .limit(let what):
            "needs more than a file of its kind may (\(what)): it is damaged or made to harm; save it again, or as CSV"
        case .refused(_, let message): message
        case .incomplete: "was read only in part; try again"
        }
    }
}
