internal import Glibc

/// Lists devices of a recorded sysfs tree from its `bus` and `class` directories, as libudev does for `/sys`.
struct SysfsWalk {
    let sysfs: FileTree

    func devices(_ matches: [UdevMatch]) -> [UdevDevice] {
        var found: [String: UdevDevice] = [:]
        for match in matches {
            for directory in ["bus/\(match.subsystem)/devices", "class/\(match.subsystem)"] {
                for name in sysfs.entries(directory) where isWanted(name, by: match) {
                    guard let path = sysfs.resolved("\(directory)/\(name)") else { continue }
                    let syspath = "/sys/\(path)"
                    if found[syspath] == nil {
                        found[syspath] = device(syspath, path: path, subsystem: match.subsystem)
                    }
                }
            }
        }
        return found.values.sorted { $0.syspath < $1.syspath }
    }

    private func isWanted(_ name: String, by match: UdevMatch) -> Bool {
        guard let pattern = match.sysname else { return true }
        return unsafe fnmatch(pattern, name, 0) == 0
    }

    /// Reads one device: its `uevent` holds every property the kernel gives it.
    func device(_ syspath: String, path: String, subsystem: String) -> UdevDevice? {
        // A directory without this file (such as `power`) is no device.
        guard let lines = sysfs.lines("\(path)/uevent") else { return nil }
        var properties = ["DEVPATH": String(syspath.dropFirst("/sys".count)), "SUBSYSTEM": subsystem]
        for line in lines {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { properties[String(parts[0])] = String(parts[1]) }
        }
        if let name = properties["DEVNAME"], !name.hasPrefix("/") { properties["DEVNAME"] = "/dev/\(name)" }
        return UdevDevice(
            syspath: syspath, subsystem: subsystem, devtype: properties["DEVTYPE"], devnode: properties["DEVNAME"],
            properties: properties, sysfs: sysfs
        )
    }
}
