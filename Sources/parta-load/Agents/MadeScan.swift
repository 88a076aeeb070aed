internal import FoundationEssentials
internal import Reports

/// The computer and the devices of a simulated agent.
enum MadeScan {
    private static let kinds: [(Category, String, String, String, String)] = [
        (.keyboard, "046d", "c31c", "Logitech", "Keyboard K120"), (.mouse, "046d", "c077", "Logitech", "M105 Mouse"),
        (.camera, "046d", "0825", "Logitech", "Webcam C270"), (.printer, "03f0", "e111", "HP", "LaserJet M1132 MFP"),
        (.roboticsKit, "0694", "0010", "LEGO Group", "SPIKE Prime"),
    ]

    /// A hash, as a real one is, so that it packs no better.
    static func deviceID(of agent: AgentID, _ number: Int) -> String { Digest.hex128(agent.text, "\(number)") }

    static func of(_ agent: AgentID, in boot: ReportMaker.Boot) throws -> Scan {
        let devices = try kinds.enumerated().map { number, kind in
            var device = Device(
                id: deviceID(of: agent, number), category: kind.0, confidence: .certain, rule: "usb:\(kind.0.rawValue)",
                bus: .usb, vendorID: kind.1, productID: kind.2, vendor: kind.3, product: kind.4,
                port: "1-\(number + 1)", driver: "usbhid", external: true)
            device.digest = try DeviceTable.digest(of: device)
            return device
        }
        let computer = Computer(
            label: "LOAD-\(agent.text.prefix(8))", vendor: "Dell Inc.", model: "OptiPlex 3080", chassis: "desktop",
            firmwareDate: "2023-05-12", cpu: "Intel(R) Core(TM) i3-10105 CPU @ 3.70GHz", cpuCount: 8, memoryMiB: 7_856,
            os: "debian 12", kernel: "6.1.0-18-amd64", architecture: "x86_64", bootID: boot.id,
            agentVersion: Version.text,
            components: [
                MachineComponent(kind: .dmiUUID, hash: agent.text),
                MachineComponent(kind: .mac, hash: String(agent.text.reversed())),
            ])
        return Scan(
            computer: computer, devices: devices,
            collectors: ["usb", "pci", "display", "network"].map {
                CollectorOutcome(name: $0, status: .ok, durationMs: 3.5)
            })
    }
}
