public import Reports
internal import Udev

/// The parts a machine is known by, in the clear: never stored, never sent, only hashed with the region's key.
public struct MachineParts: Sendable, Equatable {
    public struct Part: Sendable, Hashable {
        public let kind: MachineComponent.Kind
        public let text: String

        public init(kind: MachineComponent.Kind, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    public let parts: [Part]

    public init(parts: [Part]) {
        self.parts = parts
    }

    /// What the region may know of them, in a fixed order.
    public func components(hashedBy hash: RegionHash) -> [MachineComponent] {
        parts.map { MachineComponent(kind: $0.kind, hash: hash($0.text, purpose: $0.kind.rawValue)) }
    }

    /// Reads them now, without a scan.
    /// - Parameter roots: with the credentials the service manager handed over, if any.
    public static func read(roots: Roots) -> MachineParts {
        // Without the kernel's list of devices the firmware still tells.
        MachineParts(roots: roots, tree: try? DeviceTree(sysfs: roots.sys))
    }

    /// Reads them now: DMI from the credentials, else from sysfs where it may be read; rubbish is left out.
    init(roots: Roots, tree: DeviceTree?) {
        var parts: [Part] = []
        func add(_ kind: MachineComponent.Kind, _ text: String?) {
            if let text { parts.append(Part(kind: kind, text: text)) }
        }
        let dmi = { (name: String) in roots.credential(name) ?? roots.sys.text("class/dmi/id/\(name)") }
        add(.dmiUUID, SerialTrust.trustedUUID(dmi("product_uuid")))
        add(.dmiSerial, SerialTrust.trusted(dmi("product_serial")))
        for mac in Set(tree?.permanentMACs ?? []).sorted() { add(.mac, mac) }
        add(.disk, tree.flatMap { RootDisk(roots: roots).serial(in: $0) })
        self.parts = parts
    }
}

extension DeviceTree {
    /// Of adapters that are part of the machine: a dongle on USB goes from PC to PC.
    fileprivate var permanentMACs: [String] {
        devices(in: "net").filter { !$0.isVirtual && !isOwnedByUSB($0) }.compactMap { device in
            NetworkInterface(device).permanentMAC.flatMap { NetworkInterface.isGloballyUnique($0) ? $0 : nil }
        }
    }
}
