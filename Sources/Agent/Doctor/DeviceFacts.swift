internal import FoundationEssentials

/// What devices are seen by.
struct DeviceFacts: Sendable {
    /// Whether udevd listens, and keeps a database.
    var hasUdevd: Bool
    var hasDatabase: Bool
    var usbDevices: Int
    /// How many hwdb files are in force, and where they were looked for.
    var knowledgeFiles: Int
    var directories: [String] = []
    /// When the newest of them was changed.
    var changed: Date?
    /// When they were compiled; nil where they are not, or may not be looked at.
    var compiled: Date?
    /// Whether an agent has scanned here, so that they should be.
    var hasScanned = true

    var findings: [Finding] {
        var found: [Finding] = []
        if !hasUdevd || !hasDatabase {
            found.append(
                .found(.udevDown, hasUdevd ? "udevd keeps no database in /run/udev/data" : "udevd does not run"))
        }
        if knowledgeFiles == 0 {
            found.append(.found(.knowledgeMissing, "no .hwdb files in \(directories.joined(separator: " or "))"))
        } else if let compiled, let changed, changed > compiled {
            found.append(.found(.knowledgeStale, "hwdb files were changed on \(Stamp.day(changed)), after compiling"))
        } else if compiled == nil, hasScanned {
            found.append(.found(.knowledgeStale, "\(Words.count(knowledgeFiles, "hwdb file")) and nothing compiled"))
        }
        guard found.isEmpty else { return found }
        let when = compiled.map { "compiled \(Stamp.day($0))" } ?? "not compiled yet"
        let files = Words.count(knowledgeFiles, "hwdb file")
        return [.ok(.devices, "udevd runs, \(Words.count(usbDevices, "USB device")), \(files) \(when)")]
    }
}
