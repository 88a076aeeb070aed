internal import Foundation
internal import Glibc
internal import Store

/// A backup, opened to be read: before whoever restores it becomes an account that may not.
public struct BackupFile {
    public let path: String
    let handle: FileHandle

    /// - Throws: `BackupFailure.cannotRead`.
    public init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BackupFailure.cannotRead(path: path, reason: String(cString: strerror(errno)))
        }
        self.path = path
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
