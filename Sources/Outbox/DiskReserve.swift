internal import Glibc

/// Room on the disk that is held for the moment when there is no other: on a full disk even deleting needs some, for the log
/// that makes it safe.
struct DiskReserve {
    /// A few dozen pages of log.
    static let bytes = 262_144

    let path: String

    /// Takes the room, unless it is held already.
    /// - Returns: whether it is held; false on a full disk.
    func hold() -> Bool {
        let descriptor = unsafe Glibc.open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(Self.bytes)) == 0 { return true }
        unsafe unlink(path)
        return false
    }

    /// Gives the room back to the disk.
    func release() { unsafe unlink(path) }
}
