internal import Reports
internal import Udev

/// PCI functions a planner may ask about: graphics, sound, adapters without a driver, and cards of other kinds.
///
/// Left out is what makes up a mainboard: bridges (06), memory controllers (05), system peripherals (08), serial bus
/// controllers (0c), processors and accelerators (0b, 12), signal processing (11), management (0780), docking (0a), what has no
/// class (00, ff), and storage controllers (01), whose disks are reported instead. Functions that run a network interface or a
/// disk belong to the network and storage collectors.
struct PCICollector: Collector {
    let name = "pci"
    let emptiness = "no PCI function but the mainboard's own"

    private static let classes: Set<UInt8> = [0x02, 0x03, 0x04, 0x07, 0x09, 0x0d, 0x0e, 0x0f, 0x10]

    func collect(in context: ScanContext) throws -> [Device] {
        let tree = try context.tree()
        let claimed = Set(
            (tree.devices(in: "net") + tree.devices(in: "block")).compactMap {
                tree.ancestor(of: $0, in: "pci")?.syspath
            })
        return tree.devices(in: "pci").compactMap { function in
            let evidence = Evidence.pci(function)
            guard !claimed.contains(function.syspath), let code = evidence.deviceClass, Self.classes.contains(code),
                !evidence.isPCI(0x07, 0x80)
            else { return nil }
            let answer = context.knowledge.classify(evidence, udev: function.properties)
            return context.device(
                evidence, answer, port: function.sysname, driver: evidence.drivers.first, external: isExternal(function)
            )
        }
    }

    private func isExternal(_ function: UdevDevice) -> Bool? {
        switch function.attribute("removable") {
        case "removable": true
        case "fixed": false
        default: nil
        }
    }
}

extension Evidence {
    /// What a PCI function's uevent tells; no other file is read.
    static func pci(_ function: UdevDevice, children: Set<ChildKind> = []) -> Evidence {
        let ids = (function.properties["PCI_ID"] ?? "").split(separator: ":").map { UInt16($0, radix: 16) }
        let code = function.properties["PCI_CLASS"].flatMap { UInt32($0, radix: 16) }
        return Evidence(
            bus: .pci, vendorID: ids.first ?? nil, productID: ids.count == 2 ? ids[1] : nil,
            deviceClass: code.map { UInt8($0 >> 16 & 0xff) }, deviceSubclass: code.map { UInt8($0 >> 8 & 0xff) },
            deviceProtocol: code.map { UInt8($0 & 0xff) }, drivers: Set([function.driver].compactMap { $0 }),
            children: children)
    }
}
