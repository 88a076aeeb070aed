public import FoundationEssentials
public import Reports
public import Store

/// A computer in GLPI's inventory format, as its agents send it.
///
/// Published as a JSON schema at github.com/glpi-project/inventory_format (MIT); names and shapes below are its own.
public struct GLPIInventory: Encodable, Sendable, Equatable {
    struct Content: Encodable, Sendable, Equatable {
        var versionclient = "Parta-\(Version.text)"
        var hardware: Hardware
        var bios: BIOS
        var operatingsystem: OperatingSystem
        var cpus: [CPU]
        var usbdevices: [USBDevice] = []
        var monitors: [Monitor] = []
        var printers: [Printer] = []
        var inputs: [Input] = []
    }

    public var deviceid: String
    public var itemtype = "Computer"
    var content: Content

    /// - Parameters:
    ///   - devices: of this computer.
    ///   - dropped: is added to.
    public init(_ computer: ComputerRow, of agent: AgentID, devices: [DeviceRow], dropped: inout Dropped) {
        deviceid = "parta-\(agent.text)"
        let architecture = Self.architecture(computer.architecture)
        let place = [computer.schoolName, computer.room].compactMap(\.self).joined(separator: ", ")
        content = Content(
            hardware: Hardware(
                name: computer.label ?? agent.text, memory: computer.memoryMiB, chassisType: computer.chassis,
                description: place),
            bios: BIOS(smanufacturer: computer.vendor, smodel: computer.model, assettag: computer.label),
            operatingsystem: OperatingSystem(
                fullName: computer.os, kernelVersion: computer.kernel, arch: computer.architecture),
            cpus: computer.cpu.map { [CPU(name: $0, arch: architecture, core: computer.cpuCount)] } ?? [])
        for device in devices { add(device, &dropped) }
    }

    private mutating func add(_ device: DeviceRow, _ dropped: inout Dropped) {
        guard device.attached else {
            dropped.absent += 1
            return
        }
        guard [.usb, .display, .input].contains(device.bus) else {
            dropped.homeless += 1
            return
        }
        guard let name = device.product ?? device.vendor else {
            dropped.nameless += 1
            return
        }
        let isHashed = device.serial?.hasPrefix("hash:") == true
        if isHashed { dropped.hashedSerials += 1 }
        let serial = isHashed ? nil : device.serial
        switch (device.bus, device.category) {
        case (.display, _):
            content.monitors.append(Monitor(name: name, manufacturer: device.vendor, serial: serial))
        case (.input, _):
            content.inputs.append(Input(name: name, type: device.category.rawValue, manufacturer: device.vendor))
        case (_, .printer):
            content.printers.append(Printer(name: name, driver: device.driver, port: "USB", serial: serial))
        default:
            content.usbdevices.append(
                USBDevice(
                    name: name, caption: device.category.rawValue, manufacturer: device.vendor,
                    vendorid: device.vendorID, productid: device.productID, serial: serial))
        }
    }

    /// The format's words for architectures; another is left out, since the whole inventory would be refused for it.
    private static func architecture(_ word: String?) -> String? {
        switch word {
        case "amd64"?: "x86_64"
        case "arm64"?: "aarch64"
        case "i386"?, "x86_64"?, "aarch64"?: word
        case "i486"?, "i586"?, "i686"?: "i386"
        default: nil
        }
    }

    /// The text of its file.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
