internal import Reports
internal import Udev

/// Everything on USB, one device for each physical thing, whatever functions it has.
///
/// The network interface of a USB adapter, the disk of a stick and the keys of a keyboard belong to their USB device; no
/// other collector reports them. Root hubs and hubs soldered to the board are left out, what hangs on them is not.
struct USBCollector: Collector {
    let name = "usb"
    let emptiness = "no device on USB"

    func collect(in context: ScanContext) throws -> [Device] {
        let tree = try context.tree()
        return tree.usbDevices.compactMap { device(for: $0, in: tree, context) }
    }

    private func device(for usb: UdevDevice, in tree: DeviceTree, _ context: ScanContext) -> Device? {
        let evidence = Evidence.usb(usb, in: tree)
        let answer = context.knowledge.classify(evidence, udev: usb.properties)
        let external = evidence.external
        if answer.category == .hub && external == false { return nil }
        let belongings = tree.belongings(of: usb)
        var device = context.device(
            evidence, answer, serial: usb.attribute("serial") ?? usb.properties["ID_SERIAL_SHORT"], port: usb.sysname,
            driver: belongings.filter(\.isUSBInterface).lazy.compactMap(\.driver).first, external: external)
        if let interface = belongings.first(where: { $0.subsystem == "net" }) {
            // A telephone that shares its connection is a network interface too, and its address is somebody's own.
            let isOurs = [.networkAdapter, .wifiAdapter, .modem].contains(answer.category)
            device.network = NetworkInterface(interface).details(withMAC: isOurs)
        }
        if let disk = belongings.first(where: { $0.subsystem == "block" && $0.devtype == "disk" }) {
            device.storage = Disk(disk).details
        }
        return device
    }
}
