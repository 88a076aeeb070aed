internal import CSQLite
internal import Glibc

/// SQLite's own way to files, but for names, which it is to take as they are.
///
/// SQLite resolves the links of a whole path by itself, directory for directory. That refuses the state directory of a
/// dynamic user, which systemd makes a link, and cannot pass a directory that is open already and named by its descriptor
/// (`/proc/self/fd/N`) where those above it are closed to this user. The kernel does both. What must be no link is the file:
/// SQLite opens files and side files with `O_NOFOLLOW`.
enum PlainNames {
    /// What `sqlite3_open_v2` is given; nil, SQLite's own way, where there is no memory for another.
    static let vfs: String? = register() ? name : nil

    private static let name = "parta-plain"

    private static func register() -> Bool {
        guard let standard = unsafe sqlite3_vfs_find(nil), let label = unsafe strdup(name) else { return false }
        // Never given back: SQLite keeps the pointer as long as the process lives.
        let own = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe own.initialize(to: standard.pointee)
        unsafe own.pointee.pNext = nil
        unsafe own.pointee.zName = UnsafePointer(label)
        unsafe own.pointee.xFullPathname = { _, path, capacity, target in
            guard let path = unsafe path, let target = unsafe target else { return SQLITE_CANTOPEN }
            let length = unsafe strlen(path)
            guard length < Int(capacity) else { return SQLITE_CANTOPEN }
            unsafe memcpy(target, path, length + 1)
            return SQLITE_OK
        }
        return unsafe sqlite3_vfs_register(own, 0) == SQLITE_OK
    }
}
