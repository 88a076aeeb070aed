internal import Reports
internal import Udev

/// Network adapters that do not hang on USB, and the gateway they lead to.
///
/// Loopback, bridges, tunnels and the like are not devices. Several ports of one PCI card are several adapters: each has
/// its function. Of the gateway only the maker is reported, no address.
struct NetworkCollector: Collector {
    let name = "network"
    let emptiness = "no network adapter of its own and no default gateway"

    func collect(in context: ScanContext) throws -> [Device] {
        let tree = try context.tree()
        let adapters = tree.devices(in: "net").filter { !$0.isVirtual && !tree.isOwnedByUSB($0) }
        return adapters.map { adapter($0, in: tree, context) } + gateway(context)
    }

    private func adapter(_ interface: UdevDevice, in tree: DeviceTree, _ context: ScanContext) -> Device {
        let kinds = ChildKind.kinds(of: interface)
        let function = tree.ancestor(of: interface, in: "pci")
        var evidence = function.map { Evidence.pci($0, children: kinds) } ?? Evidence(bus: .network, children: kinds)
        // The driver of the interface's own device says more than that of the function below (virtio_net, virtio-pci).
        let driver = parentDriver(of: interface) ?? function?.driver
        evidence.drivers = Set([driver].compactMap { $0 })
        let answer = context.knowledge.classify(evidence, udev: function?.properties ?? [:])
        let details = NetworkInterface(interface).details(withMAC: true)
        let port = function?.sysname ?? parentName(of: interface)
        var device = context.device(evidence, answer, port: port, driver: driver, external: false)
        if let mac = details.mac, NetworkInterface.isGloballyUnique(mac) {
            device.id = DeviceIdentity(bus: evidence.bus, maker: evidence.vendorHex, model: evidence.productHex)
                .id(serial: mac, port: port, computer: context.settings.computer)
        }
        device.network = details
        return device
    }

    private func gateway(_ context: ScanContext) -> [Device] {
        let (exists, mac) = DefaultGateway(roots: context.roots).find()
        guard exists else { return [] }
        let evidence = Evidence(bus: .gateway)
        var answer = context.knowledge.classify(evidence)
        answer.vendor = mac.flatMap { context.knowledge.maker(ofMAC: $0) }
        return [context.device(evidence, answer, port: nil, external: true)]
    }

    private func parentDriver(of interface: UdevDevice) -> String? {
        interface.linkName("device/driver")
    }

    /// The device the interface belongs to, such as `virtio2` or `30be0000.ethernet`; never the interface's own name,
    /// which changes.
    private func parentName(of interface: UdevDevice) -> String? {
        interface.linkName("device")
    }
}
