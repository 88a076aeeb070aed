import FoundationEssentials
import Glibc
import HardwareDatabase
import Inventory

/// A computer written to a temporary directory: sysfs, procfs, /etc and credentials, read by the real code.
final class RecordedSystem: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/parta-system-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for folder in ["sys", "proc", "etc", "credentials"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var roots: Roots {
        Roots(sys: "\(path)/sys", proc: "\(path)/proc", etc: "\(path)/etc", credentials: "\(path)/credentials")
    }

    /// Writes a device with its uevent and attributes and links it from its subsystem.
    /// - Parameter place: below `/sys/devices`.
    func device(
        _ place: String, _ subsystem: String, uevent: String = "", _ attributes: [String: String] = [:],
        driver: String? = nil
    ) throws {
        let folder = "sys/devices/\(place)"
        try file("\(folder)/uevent", uevent)
        for (name, value) in attributes { try file("\(folder)/\(name)", value + "\n") }
        if let driver { try link("\(folder)/driver", to: "/drivers/\(driver)") }
        let name = place.split(separator: "/").last.map(String.init) ?? place
        let isBus = ["usb", "pci", "virtio"].contains(subsystem)
        try link(
            isBus ? "sys/bus/\(subsystem)/devices/\(name)" : "sys/class/\(subsystem)/\(name)", to: "\(path)/\(folder)")
    }

    /// A USB device on `usb1`, with its interfaces as `CCSSPP` and their drivers.
    func usb(
        _ port: String, ids: String, type: String = "0/0/0", _ attributes: [String: String] = [:],
        interfaces: [(String, String?)] = [], below hub: String = ""
    ) throws {
        let place = "\(Self.rootHub)/\(hub.isEmpty ? "" : hub + "/")\(port)"
        try device(
            place, "usb", uevent: "DEVTYPE=usb_device\nDRIVER=usb\nPRODUCT=\(ids)/100\nTYPE=\(type)\n", attributes)
        for (number, interface) in interfaces.enumerated() {
            let bytes = stride(from: 0, to: 6, by: 2).compactMap {
                UInt8(interface.0.dropFirst($0).prefix(2), radix: 16)
            }
            let driver = interface.1.map { "DRIVER=\($0)\n" } ?? ""
            try device(
                "\(place)/\(port):1.\(number)", "usb",
                uevent: "DEVTYPE=usb_interface\n\(driver)INTERFACE=\(bytes.map(String.init).joined(separator: "/"))\n")
        }
    }

    static let controller = "pci0000:00/0000:00:14.0"
    static let rootHub = "\(controller)/usb1"

    func usbController() throws {
        try device(
            Self.controller, "pci",
            uevent: "DRIVER=xhci_hcd\nPCI_CLASS=C0330\nPCI_ID=8086:9A13\nPCI_SLOT_NAME=0000:00:14.0\n")
        try device(
            Self.rootHub, "usb", uevent: "DEVTYPE=usb_device\nDRIVER=usb\nPRODUCT=1d6b/2/601\nTYPE=9/0/1\n",
            ["manufacturer": "Linux 6.1 xhci-hcd", "serial": "0000:00:14.0", "product": "xHCI Host Controller"])
    }

    func file(_ name: String, _ text: String) throws { try file(name, Array(text.utf8)) }

    func file(_ name: String, _ bytes: [UInt8]) throws {
        let full = "\(path)/\(name)"
        try makeFolder(of: full)
        try Data(bytes).write(to: URL(filePath: full))
    }

    func link(_ name: String, to target: String) throws {
        let full = "\(path)/\(name)"
        try makeFolder(of: full)
        guard symlink(target, full) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private func makeFolder(of full: String) throws {
        let folder = full.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Compiles hwdb text and opens it beside the system's database.
    func knowledge(_ text: String = "") throws -> Knowledge {
        let system = try HardwareDatabase()
        guard !text.isEmpty else { return Knowledge(own: nil, system: system) }
        try file("hwdb.d/50-test.hwdb", text)
        let compiler = HardwareDatabaseCompiler(
            directories: ["\(path)/hwdb.d"], database: "\(path)/state/hwdb.bin")
        let result = try compiler.compile()
        guard let database = result.path, result.complaints.isEmpty else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return Knowledge(own: try HardwareDatabase(path: database), system: system)
    }

    static let settings = Scanner.Settings(agentVersion: "1.0", computer: "pc-1")
}
