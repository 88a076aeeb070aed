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
        case .SQLITE_IOERR: ioCode(location: location)
        case .SQLITE_READONLY: .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_PERM, .SQLITE_AUTH: .notPermitted
        case .SQLITE_CANTOPEN: access(location, R_OK | W_OK) == 0 || errno != EACCES ? .cannotOpen : .notPermitted
        default: .other
        }
    }

    /// SQLite tells only some full disks and read-only ones by codes of their own: where it grows a file in memory, or the file
    /// system became read-only while the file was open, it says that reading or writing failed.
    private func ioCode(location: String) -> Relational.DatabaseError.Code {
        var status = statvfs()
        guard statvfs(location, &status) == 0 else { return .diskFails }
        if status.f_flag & UInt(ST_RDONLY) != 0 { return .readOnly }
        return status.f_bavail == 0 ? .diskFull : .diskFails
    }
}
