/// Why a backup was not made or not restored, where it is a file's fault.
public enum BackupFailure: Error, Equatable, CustomStringConvertible {
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    /// This account may not.
    case notPermitted(path: String)
    /// Another backup or restore is at work there.
    case running(path: String)
    case bad(path: String, BackupFault)
    /// The backup is whole, but what is in it is no sound database.
    case unsound(path: String, reason: String)
    /// There is a database in the place of the one to restore.
    case exists(path: String)
    /// A program has the database open that is to be replaced.
    case inUse(path: String, process: Int)
    /// A kind of database that another program backs up.
    case notAFile(location: String)

    public var description: String {
        switch self {
        case .cannotRead(let path, let reason): "cannot read \(path) (\(reason))"
        case .cannotWrite(let path, let reason):
            "cannot write \(path) (\(reason)); make room or give another place, what was there before is untouched"
        case .notPermitted(let path):
            "this account may not write \(path); run the command as the account that `parta serve` runs as"
        case .running(let path):
            "another backup or restore is writing \(path); nothing was done, try again when it ended"
        case .bad(let path, let fault): "\(path) \(fault)"
        case .unsound(let path, let reason):
            "\(path) holds a database that is not sound (\(reason)); nothing was changed, take an older backup"
        case .exists(let path):
            "there is a database at \(path), and it was left as it is; name another with --database, "
                + "or give --replace to move it aside"
        case .inUse(let path, let process):
            "process \(process) has the database \(path) open; stop `parta serve` first, nothing was changed"
        case .notAFile(let location): "the database \(location) is no file, so that it cannot be backed up"
        }
    }
}
