internal import GRDB
internal import Glibc
internal import Relational

extension GRDB.DatabaseError {
    /// The same in words that hold for every engine.
    func told(location: String) -> Relational.DatabaseError {
        Relational.DatabaseError(code(location: location), message: message ?? "\(resultCode)")
    }

    private func code(location: String) -> Relational.DatabaseError.Code {
        switch resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
        case .SQLITE_FULL: .diskFull
        case .SQLITE_READONLY: .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_PERM, .SQLITE_AUTH: .notPermitted
        case .SQLITE_CANTOPEN: access(location, R_OK | W_OK) == 0 || errno != EACCES ? .cannotOpen : .notPermitted
        default: .other
        }
    }
}
