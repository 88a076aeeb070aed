internal import Foundation
internal import Glibc
internal import Store

/// A file in the making beside the one it is to become: of this account alone, by one process at a time, and gone when it
/// comes to nothing.
final class WorkingFile {
    let path: String
    let handle: FileHandle
    private var isPlaced = false

    /// Makes it, empty; what a run that was killed has left is overwritten.
    /// - Throws: `BackupFailure`.
    init(path: String) throws {
        self.path = path
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)
            guard descriptor >= 0 else { throw Self.failure(path) }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            // Not the locks that SQLite takes (fcntl), so that neither disturbs the other.
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw BackupFailure.running(path: path) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, fchmod(descriptor, S_IRUSR | S_IWUSR) == 0,
                ftruncate(descriptor, 0) == 0
            else { throw Self.failure(path) }
            // Another run has just ended and taken the name away: what was locked is nobody's file.
            guard status.st_nlink > 0 else { continue }
            self.handle = handle
            for companion in Self.companions { unlink(path + companion) }
            return
        }
    }

    deinit {
        guard !isPlaced else { return }
        for companion in [""] + Self.companions { unlink(path + companion) }
    }

    /// What SQLite keeps beside a database.
    static let companions = ["-wal", "-shm", "-journal"]

    /// - Throws: `BackupFailure.cannotWrite`.
    func write(_ data: Data) throws {
        do { try handle.write(contentsOf: data) } catch {
            throw BackupFailure.cannotWrite(path: path, reason: Self.reason(error))
        }
    }

    /// Takes the file's place under its name when every byte is on the disk.
    /// - Parameter replacing: whether it may take another's.
    /// - Throws: `BackupFailure`.
    func place(at target: String, replacing: Bool) throws {
        guard fsync(handle.fileDescriptor) == 0 else { throw Self.failure(path) }
        if replacing {
            guard rename(path, target) == 0 else { throw Self.failure(target) }
        } else {
            guard link(path, target) == 0 else {
                throw errno == EEXIST ? BackupFailure.exists(path: target) : Self.failure(target)
            }
            unlink(path)
        }
        isPlaced = true
        try Self.syncFolder(of: target)
    }

    /// Makes the names in a file's directory durable.
    static func syncFolder(of path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        // Some network file systems sync no directories, and say so.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(folder) }
    }

    /// What errno says of a path.
    static func failure(_ path: String) -> BackupFailure {
        let number = errno
        switch number {
        case EACCES, EPERM: return .notPermitted(path: path)
        default: return .cannotWrite(path: path, reason: String(cString: strerror(number)))
        }
    }

    static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let cause = (error.userInfo[NSUnderlyingErrorKey] as? NSError) ?? error
        return cause.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(cause.code))) : error.localizedDescription
    }
}
