internal import CUdev
internal import Glibc

/// Lists devices: through libudev on the running system, by walking directories on a recorded tree.
///
/// Works with and without a running udevd (only the properties are fewer then), and takes devices that udevd has not
/// finished with: what it has not said is read from sysfs.
public struct UdevEnumerator: Sendable {
    /// Where sysfs is; anything but `/sys` is walked by `SysfsWalk`.
    public let sysfs: FileTree
    /// Whether udevd keeps a database, which only libudev can read. Without one a device's own `uevent` says all there
    /// is, at a third of the system calls.
    let hasDatabase: Bool

    public init(sysfs: FileTree = FileTree(root: "/sys")) {
        self.init(sysfs: sysfs, hasDatabase: unsafe access("/run/udev/data", F_OK) == 0)
    }

    init(sysfs: FileTree, hasDatabase: Bool) {
        self.sysfs = sysfs
        self.hasDatabase = hasDatabase
    }

    /// Every device that one of `matches` names, once, ordered by syspath.
    /// - Throws: `UdevFailure` when libudev cannot start or scan. A device that vanishes meanwhile is left out.
    public func devices(_ matches: [UdevMatch]) throws -> [UdevDevice] {
        guard sysfs.root == "/sys" else { return SysfsWalk(sysfs: sysfs).devices(matches) }
        let context = try UdevContext()
        var found: [String: UdevDevice] = [:]
        // libudev joins subsystems and names by "and", so those with a name are scanned apart.
        for group in [matches.filter { $0.sysname == nil }, matches.filter { $0.sysname != nil }] where !group.isEmpty {
            try scan(group, in: context, into: &found)
        }
        return found.values.sorted { $0.syspath < $1.syspath }
    }

    private func scan(
        _ matches: [UdevMatch], in context: borrowing UdevContext, into found: inout [String: UdevDevice]
    ) throws(UdevFailure) {
        guard let enumeration = unsafe udev_enumerate_new(context.pointer) else {
            throw UdevFailure(operation: "enumerate devices", code: errno)
        }
        defer { unsafe udev_enumerate_unref(enumeration) }
        for match in matches {
            unsafe try check(udev_enumerate_add_match_subsystem(enumeration, match.subsystem))
            if let sysname = match.sysname {
                unsafe try check(udev_enumerate_add_match_sysname(enumeration, sysname))
            }
        }
        unsafe try check(udev_enumerate_scan_devices(enumeration))
        var entry = unsafe udev_enumerate_get_list_entry(enumeration)
        while let current = unsafe entry {
            unsafe entry = unsafe udev_list_entry_get_next(current)
            guard let path = unsafe udev_list_entry_get_name(current),
                let device = unsafe hasDatabase ? context.device(at: path, sysfs: sysfs) : device(at: path)
            else { continue }
            found[device.syspath] = device
        }
    }

    private func device(at path: UnsafePointer<CChar>) -> UdevDevice? {
        let syspath = unsafe String(cString: path)
        let relative = String(syspath.dropFirst("/sys/".count))
        guard let subsystem = sysfs.linkName("\(relative)/subsystem") else { return nil }
        return SysfsWalk(sysfs: sysfs).device(syspath, path: relative, subsystem: subsystem)
    }

    private func check(_ code: Int32) throws(UdevFailure) {
        if code < 0 { throw UdevFailure(operation: "enumerate devices in \(sysfs.root)", code: -code) }
    }
}
