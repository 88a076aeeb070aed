internal import Glibc
internal import Store

/// The database file before SQLite sees it: whether it is there, and who may read it.
///
/// It holds the region's private keys. SQLite gives its `-wal` and `-shm` companions the mode of the file itself.
struct DatabaseFile {
    let path: String

    /// Makes an empty file for this account alone, where there is none.
    /// - Throws: `StoreFailure.cannotOpen`, `.notPermitted`.
    func createIfMissing() throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor < 0 else {
            close(descriptor)
            return
        }
        guard errno == EEXIST else { throw failure(errno) }
    }

    /// - Throws: `StoreFailure.noDatabase` where there is no file, `.notPermitted` where one may not look.
    func requirePresence() throws {
        guard access(path, F_OK) != 0 else { return }
        let code = errno
        throw code == ENOENT || code == ENOTDIR ? StoreFailure.noDatabase(location: path) : failure(code)
    }

    /// What its owner should know: that other accounts can read the keys.
    var notice: String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & (S_IRGRP | S_IROTH) != 0 else { return nil }
        return "other accounts can read \(path), which holds the region's private keys; run: chmod 600 \(path)*"
    }

    private func failure(_ code: Int32) -> StoreFailure {
        switch code {
        case EACCES, EPERM: .notPermitted(location: path)
        default: .cannotOpen(location: path, reason: String(cString: strerror(code)))
        }
    }
}
