/// Why a file was not written; nothing is left of it.
public enum ExportFailure: Error, Equatable, CustomStringConvertible {
    case exists(String)
    case cannotWrite(String, reason: String)

    public var description: String {
        switch self {
        case .exists(let path): "\(path) is there already and is left as it is; name another file, or add --force"
        case .cannotWrite(let path, let reason): "\(path) was not written: \(reason)"
        }
    }
}
