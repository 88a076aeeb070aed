internal import FoundationEssentials
internal import Glibc
internal import HardwareDatabase
internal import Outbox
internal import Reports
internal import ServiceManager
internal import Udev

extension Doctor {
    func devices(_ records: Records) -> DeviceFacts {
        let given = paths.knowledge ?? paths.environment["PARTA_HWDB"]
        let directories = KnowledgeDirectories.inForce(
            given: given, region: records.settings?.settings.hardwareDatabase == nil ? nil : "\(paths.state)/hwdb.d",
            environment: paths.environment)
        let sources = HardwareDatabaseSources(directories: directories)
        let name = given.map { "hwdb-\(Digest.hex128($0))" } ?? "hwdb"
        let usb = (try? UdevEnumerator().devices([UdevMatch("usb")])) ?? []
        return DeviceFacts(
            hasUdevd: access("\(roots.run)/udev/control", F_OK) == 0,
            hasDatabase: access("\(roots.run)/udev/data", F_OK) == 0,
            // Root hubs are the computer's own.
            usbDevices: usb.count { $0.devtype == "usb_device" && !$0.sysname.hasPrefix("usb") },
            knowledgeFiles: sources.files.count, directories: directories,
            changed: sources.files.compactMap { Self.changed($0.path) }.max(),
            compiled: Self.changed("\(paths.state)/hwdb/\(name).bin"),
            hasScanned: records.outbox.map { $0.nextSeq > 1 || $0.unsealedScan } ?? false)
    }

    private static func changed(_ path: String) -> Date? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Date(timeIntervalSince1970: Double(facts.st_mtim.tv_sec))
    }
}

/// How long a process has been running.
enum ProcessAge {
    /// Source: proc_pid_stat(5): field 22 is the start in clock ticks since boot; the name before it may hold anything.
    static func seconds(of process: Int32) -> Double? {
        guard let line = FileTree(root: "/proc").text("\(process)/stat"), let end = line.lastIndex(of: ")") else {
            return nil
        }
        let fields = line[line.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let ticks = Double(fields[19]) else { return nil }
        var now = timespec()
        clock_gettime(CLOCK_BOOTTIME, &now)
        return max(0, Double(now.tv_sec) - ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK)))))
    }
}

/// What systemd says of the unit.
enum ServiceRestarts {
    private static let unit = "/org/freedesktop/systemd1/unit/parta_2dagent_2eservice"

    /// How often it was started again by itself; nil without systemd.
    static func count() -> Int? {
        guard let bus = try? SystemBus(timeout: .milliseconds(250)),
            let count = try? bus.unsignedProperty(
                "NRestarts", interface: "org.freedesktop.systemd1.Service", path: unit, of: "org.freedesktop.systemd1")
        else { return nil }
        return Int(count)
    }
}
