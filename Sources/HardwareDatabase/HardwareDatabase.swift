internal import CSystemd
internal import Synchronization

/// A compiled udev hardware database (`hwdb.bin`) and what it says about a key.
///
/// systemd merges per property: of all records whose pattern matches, the later file's value wins, then the later line's.
public final class HardwareDatabase: Sendable {
    /// The file it was opened from; nil for the system's own.
    public let path: String?
    private let handle: Mutex<Handle>

    /// Opens the system's database: the first of `/etc/udev`, `/run/udev`, `/usr/lib/udev` that holds one.
    /// - Throws: `HardwareDatabaseFailure` when there is none or it is damaged.
    public convenience init() throws {
        try self.init(path: nil)
    }

    /// Opens a database compiled earlier.
    /// - Throws: `HardwareDatabaseFailure` when it is missing, unreadable or damaged.
    public convenience init(path: String) throws {
        try self.init(path: Optional(path))
    }

    private init(path: String?) throws {
        self.path = path
        handle = Mutex(try Handle(path: path))
    }

    /// Every property the database gives to `key`, such as `usb:v0694p0010`; empty for a key it does not know.
    public func properties(for key: String) -> [String: String] {
        handle.withLock { handle in
            guard unsafe sd_hwdb_seek(handle.pointer, key) >= 0 else { return [:] }
            var properties: [String: String] = [:]
            var name: UnsafePointer<CChar>?
            var value: UnsafePointer<CChar>?
            while unsafe sd_hwdb_enumerate(handle.pointer, &name, &value) > 0 {
                guard let name = unsafe name, let value = unsafe value else { continue }
                unsafe properties[String(cString: name)] = unsafe String(cString: value)
            }
            return properties
        }
    }

    @safe private struct Handle: ~Copyable {
        let pointer: OpaquePointer

        init(path: String?) throws(HardwareDatabaseFailure) {
            var pointer: OpaquePointer?
            let code =
                if let path {
                    unsafe sd_hwdb_new_from_path(path, &pointer)
                } else {
                    unsafe sd_hwdb_new(&pointer)
                }
            guard code >= 0, let pointer = unsafe pointer else {
                throw .cannotOpen(path: path ?? "/usr/lib/udev/hwdb.bin", code: -code)
            }
            unsafe self.pointer = unsafe pointer
        }

        deinit { unsafe sd_hwdb_unref(pointer) }
    }
}
