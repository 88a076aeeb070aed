internal import Reports
internal import Udev

/// Disks and drives that do not hang on USB.
///
/// Partitions, RAM disks, loops, mapped and joined disks, floppy drives, boot partitions of MMC chips and the paths of a
/// multipath NVMe disk are not devices of their own.
struct StorageCollector: Collector {
    let name = "storage"
    let emptiness = "no disk but those on USB"

    func collect(in context: ScanContext) throws -> [Device] {
        let tree = try context.tree()
        let disks = tree.devices(in: "block").filter { block in
            block.devtype == "disk" && !block.isVirtual && !tree.isOwnedByUSB(block) && !Self.isPart(block.sysname)
        }
        return disks.map { device(for: $0, in: tree, context) }
    }

    private func device(for block: UdevDevice, in tree: DeviceTree, _ context: ScanContext) -> Device {
        let disk = Disk(block)
        let evidence = Evidence(bus: .storage, product: disk.model, children: ChildKind.kinds(of: block))
        var answer = context.knowledge.classify(evidence)
        let function = tree.ancestor(of: block, in: "pci")
        if answer.product == nil, let function, block.syspath.contains("/virtio") {
            // A virtio disk has no name of its own, and its PCI function runs nothing else.
            let names = context.knowledge.classify(Evidence.pci(function), udev: function.properties)
            (answer.vendor, answer.product) = (names.vendor, names.product)
        }
        let details = disk.details
        var device = context.device(
            evidence, answer, identity: DeviceIdentity(bus: .storage, maker: nil, model: disk.model),
            serial: disk.serial,
            port: port(of: block), driver: block.linkName("device/driver") ?? function?.driver,
            external: details.removable)
        device.storage = details
        return device
    }

    /// The device that carries the disk, such as `virtio1` or `0:0:0:0`, and where that one is.
    private func port(of block: UdevDevice) -> String? {
        block.ancestors.dropFirst().first.map { path in
            path.split(separator: "/").suffix(2).joined(separator: "/")
        }
    }

    private static func isPart(_ name: String) -> Bool {
        if name.hasPrefix("fd") { return true }
        if name.hasPrefix("mmcblk") { return name.contains("boot") || name.contains("rpmb") }
        // nvme0c1n1: disk n1 of nvme0 by its path c1.
        return name.hasPrefix("nvme") && name.dropFirst(4).contains("c")
    }
}
