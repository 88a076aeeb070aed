public import Udev

/// The kernel's devices that an inventory looks at, and what hangs on what.
public struct DeviceTree: Sendable {
    /// What is enumerated. Serial ports and sound devices are named because their subsystems are full of others.
    static let matches: [UdevMatch] =
        ["usb", "pci", "net", "block", "drm", "power_supply", "video4linux", "usbmisc", "bluetooth"].map {
            UdevMatch($0)
        }
        + [
            UdevMatch("input", sysname: "input*"), UdevMatch("sound", sysname: "pcmC*"),
            UdevMatch("tty", sysname: "ttyUSB*"), UdevMatch("tty", sysname: "ttyACM*"),
        ]

    /// The subsystems whose devices a scan looks at, each once: what a monitor has to hear of.
    public static let subsystems: [String] = Set(matches.map(\.subsystem)).sorted()

    public let devices: [UdevDevice]
    private let bySyspath: [String: Int]
    /// USB device to what hangs on it, the USB devices of a hub not among them.
    private let belongings: [String: [Int]]
    private let owners: [String: String]

    public init(_ devices: [UdevDevice]) {
        self.devices = devices
        bySyspath = Dictionary(devices.enumerated().map { ($1.syspath, $0) }) { first, _ in first }
        var belongings: [String: [Int]] = [:]
        var owners: [String: String] = [:]
        for (index, device) in devices.enumerated() where device.syspath.contains("/usb") {
            guard !device.isUSBDevice, let owner = Self.usbOwner(of: device, devices, bySyspath) else { continue }
            belongings[owner, default: []].append(index)
            owners[device.syspath] = owner
        }
        self.belongings = belongings
        self.owners = owners
    }

    /// Enumerates now.
    public init(sysfs: FileTree) throws {
        self.init(try UdevEnumerator(sysfs: sysfs).devices(Self.matches))
    }

    public subscript(syspath: String) -> UdevDevice? { bySyspath[syspath].map { devices[$0] } }

    func devices(in subsystem: String) -> [UdevDevice] { devices.filter { $0.subsystem == subsystem } }

    /// Every plugged-in or soldered-on USB device; root hubs are part of the computer's controllers.
    var usbDevices: [UdevDevice] { devices.filter { $0.isUSBDevice && !$0.isRootHub } }

    /// The nodes and interfaces of one USB device.
    func belongings(of usbDevice: UdevDevice) -> [UdevDevice] {
        (belongings[usbDevice.syspath] ?? []).map { devices[$0] }
    }

    /// Whether a USB device answers for this one, so that no other collector may report it.
    func isOwnedByUSB(_ device: UdevDevice) -> Bool { owners[device.syspath] != nil }

    func usbOwner(of device: UdevDevice) -> UdevDevice? { owners[device.syspath].flatMap { self[$0] } }

    /// The nearest device above of the subsystem.
    func ancestor(of device: UdevDevice, in subsystem: String) -> UdevDevice? {
        for path in device.ancestors {
            if let candidate = self[path], candidate.subsystem == subsystem { return candidate }
        }
        return nil
    }

    private static func usbOwner(of device: UdevDevice, _ devices: [UdevDevice], _ index: [String: Int]) -> String? {
        // A Bluetooth keyboard hangs below the USB radio in sysfs, yet it is a device of its own.
        if device.subsystem != "bluetooth" && device.syspath.contains("/bluetooth/") { return nil }
        return device.ancestors.first { path in index[path].map { devices[$0].isUSBDevice } ?? false }
    }
}

extension UdevDevice {
    var isUSBDevice: Bool { subsystem == "usb" && devtype == "usb_device" }
    var isUSBInterface: Bool { subsystem == "usb" && devtype == "usb_interface" }
    /// The kernel names root hubs `usb1`, `usb2`, ...; everything else carries its port.
    var isRootHub: Bool { isUSBDevice && sysname.hasPrefix("usb") }
}
