import FoundationEssentials
import Reports
import Testing

@testable import Inventory

@Suite struct MachinePartsTests {
    let system: RecordedSystem

    init() throws {
        system = try RecordedSystem()
        let net = "pci0000:00/0000:00:03.0/net"
        try system.device("\(net)/eth0", "net", ["address": "00:1b:21:aa:bb:cc", "addr_assign_type": "0"])
        try system.device("\(net)/eth1", "net", ["address": "02:1b:21:aa:bb:cd", "addr_assign_type": "0"])
        try system.device("\(net)/eth2", "net", ["address": "00:1b:21:aa:bb:ce", "addr_assign_type": "3"])
        try system.usbController()
        try system.usb("1-3", ids: "bda/8153", interfaces: [("ffff00", "r8152")])
        try system.device(
            "\(RecordedSystem.rootHub)/1-3/1-3:1.0/net/enx0", "net",
            ["address": "00:e0:4c:68:00:01", "addr_assign_type": "0"])
        try system.device("virtual/net/br0", "net", ["address": "00:1b:21:aa:bb:cf", "addr_assign_type": "0"])
    }

    private func look() throws -> (scan: Scan, machine: MachineParts) {
        Scanner(roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge()).look()
    }

    @Test func onlyTheMachinesOwnPermanentAddressesCount() throws {
        #expect(try look().machine.parts == [.init(kind: .mac, text: "00:1b:21:aa:bb:cc")])
    }

    @Test func credentialsComeBeforeSysfsAndNoneMeansNone() throws {
        try system.file("sys/class/dmi/id/product_uuid", "4c4c4544-0042-3510-8052-b7c04f4d3232\n")
        try system.file("sys/class/dmi/id/product_serial", "To be filled by O.E.M.\n")
        #expect(try look().machine.parts.first == .init(kind: .dmiUUID, text: "4c4c4544-0042-3510-8052-b7c04f4d3232"))
        try system.file("credentials/product_uuid", "AAAA4544-0042-3510-8052-B7C04F4D3232\n")
        try system.file("credentials/product_serial", "PF1ABCDE\n")
        let parts = try look().machine.parts
        #expect(
            parts.prefix(2) == [
                .init(kind: .dmiUUID, text: "aaaa4544-0042-3510-8052-b7c04f4d3232"),
                .init(kind: .dmiSerial, text: "PF1ABCDE"),
            ])
        try system.file("credentials/product_uuid", "none")
        #expect(try look().machine.parts.first?.text == "4c4c4544-0042-3510-8052-b7c04f4d3232")
    }

    @Test func theRootDiskIsFoundBelowMappings() throws {
        let disk = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda"
        try system.device(disk, "block", uevent: "DEVTYPE=disk\n", ["serial": "WD-WCC6Y7777"])
        try system.device("\(disk)/sda2", "block", uevent: "DEVTYPE=partition\n", ["partition": "2"])
        try system.device("virtual/block/dm-0", "block", uevent: "DEVTYPE=disk\n")
        try system.link("sys/devices/virtual/block/dm-0/slaves/sda2", to: "\(system.path)/sys/devices/\(disk)/sda2")
        try system.link("sys/dev/block/253:0", to: "\(system.path)/sys/devices/virtual/block/dm-0")
        try system.file(
            "proc/self/mountinfo", "22 1 0:20 / /proc rw - proc proc rw\n29 1 253:0 / / rw - ext4 /dev/mapper/root rw\n"
        )
        #expect(try look().machine.parts.last == .init(kind: .disk, text: "WD-WCC6Y7777"))
    }

    @Test func nothingOfThemGetsIntoTheScan() throws {
        try system.file("credentials/product_uuid", "4c4c4544-0042-3510-8052-b7c04f4d3232\n")
        try system.file("credentials/product_serial", "PF1ABCDE\n")
        let text = String(decoding: try ReportCoder.encode(try look().scan), as: UTF8.self)
        #expect(!text.contains("4c4c4544") && !text.contains("PF1ABCDE"))
    }

    @Test func theRegionSeesHashes() {
        let parts = MachineParts(parts: [
            .init(kind: .mac, text: "00:1b:21:aa:bb:cc"), .init(kind: .disk, text: "00:1b:21:aa:bb:cc"),
        ])
        let hash = RegionHash(key: Data(repeating: 1, count: 32))
        let components = parts.components(hashedBy: hash)
        #expect(components.map(\.kind) == [.mac, .disk])
        #expect(components[0].hash != components[1].hash, "the same text in another role is another part")
        #expect(components.allSatisfy { $0.hash.utf8.count == 32 })
    }
}
