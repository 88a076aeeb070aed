import Reports
import Testing

@testable import Inventory

/// PCI, network, storage, input, power and display on a recorded desktop.
@Suite struct OtherCollectorTests {
    let system: RecordedSystem

    init() throws { system = try RecordedSystem() }

    private func scan(_ readEDID: @escaping EDIDReader = EDID.reader) throws -> Scan {
        Scanner(
            roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge(),
            readEDID: readEDID
        ).scan()
    }

    private func pci(_ slot: String, _ code: String, _ ids: String, _ driver: String? = nil) throws -> String {
        let place = "pci0000:00/\(slot)"
        try system.device(
            place, "pci",
            uevent: "PCI_CLASS=\(code)\nPCI_ID=\(ids)\nPCI_SLOT_NAME=\(slot)\n"
                + (driver.map { "DRIVER=\($0)\n" } ?? ""))
        return place
    }

    @Test func theMainboardIsNoListOfDevices() throws {
        let board = [
            ("00.0", "60000"), ("1f.0", "60100"), ("1f.4", "C0500"), ("16.0", "78000"), ("04.0", "118000"),
            ("17.0", "10601"),
        ]
        for (slot, code) in board { _ = try pci("0000:00:\(slot)", code, "8086:1234") }
        _ = try pci("0000:00:02.0", "30000", "8086:9A49", "i915")
        _ = try pci("0000:01:00.0", "20000", "10EC:8168")
        let devices = try scan().devices
        try #require(devices.map(\.port) == ["0000:00:02.0", "0000:01:00.0"])
        try #require(devices.map(\.category) == [.other, .networkAdapter])
        #expect(devices[0].driver == "i915" && devices[0].vendor == "Intel Corporation")
    }

    @Test func virtualMachinesHaveAdapterAndDisk() throws {
        let net = try pci("0000:00:03.0", "20000", "1AF4:1041", "virtio-pci")
        try system.device("\(net)/virtio2", "virtio", uevent: "DRIVER=virtio_net\n")
        try system.device(
            "\(net)/virtio2/net/eth0", "net", ["address": "00:16:3e:00:00:01", "addr_assign_type": "0", "speed": "-1"])
        try system.link("sys/devices/\(net)/virtio2/net/eth0/device", to: "../../../virtio2")
        try system.link("sys/devices/\(net)/virtio2/driver", to: "../../../bus/virtio/drivers/virtio_net")
        let block = try pci("0000:00:02.0", "18000", "1AF4:1042", "virtio-pci")
        try system.device(
            "\(block)/virtio1/block/vda", "block", uevent: "DEVTYPE=disk\n",
            ["size": "204800", "serial": "disk-serial-77", "removable": "0"])
        try system.file("sys/devices/\(block)/virtio1/block/vda/queue/rotational", "1\n")
        for name in ["net/lo", "net/docker0", "block/loop0", "block/dm-0"] {
            let parts = name.split(separator: "/").map(String.init)
            try system.device("virtual/\(name)", parts[0], uevent: parts[0] == "block" ? "DEVTYPE=disk\n" : "")
        }
        let devices = try scan().devices
        try #require(devices.map(\.category) == [.networkAdapter, .storage])
        let adapter = devices[0]
        #expect(
            adapter.bus == .pci && adapter.vendorID == "1af4" && adapter.productID == "1041"
                && adapter.driver == "virtio_net")
        #expect(adapter.network == NetworkDetails(mac: "00:16:3e:00:00:01", wireless: false))
        #expect(adapter.port == "0000:00:03.0" && adapter.confidence == .certain)
        let disk = devices[1]
        #expect(disk.bus == .storage && disk.serial == "disk-serial-77" && disk.port == "0000:00:02.0/virtio1")
        #expect(disk.storage == StorageDetails(sizeBytes: 104_857_600, rotational: true, removable: false))
    }

    @Test func partsOfDisksAreNoDisks() throws {
        for name in ["mmcblk0", "mmcblk0boot0", "mmcblk0rpmb", "nvme0c0n1", "nvme0n1", "fd0"] {
            try system.device("platform/x/\(name)", "block", uevent: "DEVTYPE=disk\n", ["size": "8"])
        }
        #expect(try scan().devices.filter { $0.bus == .storage }.count == 2)
    }

    @Test func aSerialFromVitalProductData() throws {
        let place = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda"
        try system.device(place, "block", uevent: "DEVTYPE=disk\n", ["size": "1000"])
        try system.file("sys/devices/\(place)/device/model", "Samsung SSD 860 \n")
        try system.file("sys/devices/\(place)/device/vpd_pg80", [0, 0x80, 0, 12] + Array("  S3Z8NB0K7777  ".utf8))
        let disk = try #require(try scan().devices.first)
        #expect(disk.serial == "S3Z8NB0K77" && disk.product == "Samsung SSD 860", "the page's own length counts")
    }

    @Test func keyboardsButNoButtons() throws {
        try system.device(
            "platform/i8042/serio0/input/input1", "input",
            uevent: "PRODUCT=11/1/1/ab41\nNAME=\"AT Translated Set 2 keyboard\"\nKEY=fffffffffffffffe\n")
        try system.device(
            "LNXSYSTM:00/LNXPWRBN:00/input/input0", "input", uevent: "NAME=\"Power Button\"\nKEY=10000000000000 0\n")
        try system.device("virtual/input/input5", "input", uevent: "NAME=\"made up\"\nKEY=fffffffffffffffe\n")
        let uhid = "virtual/misc/uhid/0005:046D:B342.0001/input"
        try system.device(
            "\(uhid)/input6", "input", uevent: "PRODUCT=5/46d/b342/1\nNAME=\"K380\"\nKEY=fffffffffffffffe\n")
        try system.device(
            "\(uhid)/input7", "input", uevent: "PRODUCT=5/46d/b342/1\nNAME=\"K380 Mouse\"\nKEY=ff0000 0 0 0 0\nREL=3\n")
        let devices = try scan().devices
        try #require(devices.map(\.product) == ["AT Translated Set 2 keyboard", "K380"])
        try #require(devices.map(\.category) == [.keyboard, .keyboard])
        #expect(devices[1].rule == "child:keyboard+mouse" && devices[1].external == true)
    }

    @Test func batteriesTellTheirWear() throws {
        try system.device(
            "LNXSYSTM:00/power_supply/BAT0", "power_supply",
            uevent: "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_CAPACITY=81\nPOWER_SUPPLY_ENERGY_FULL=30000000\n"
                + "POWER_SUPPLY_ENERGY_FULL_DESIGN=50000000\nPOWER_SUPPLY_MANUFACTURER=SMP\nPOWER_SUPPLY_MODEL_NAME=L17M3PB0\n"
        )
        try system.device(
            "LNXSYSTM:00/power_supply/AC", "power_supply", uevent: "POWER_SUPPLY_TYPE=Mains\nPOWER_SUPPLY_ONLINE=1\n")
        try system.device(
            "x/power_supply/hidpp_battery_0", "power_supply",
            uevent: "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_SCOPE=Device\n")
        try system.device("x/power_supply/ucsi-source-psy", "power_supply", uevent: "POWER_SUPPLY_TYPE=USB\n")
        let devices = try scan().devices
        #expect(
            devices.map(\.power) == [
                PowerDetails(kind: "Mains", online: true),
                PowerDetails(kind: "Battery", capacityPercent: 81, healthPercent: 60),
            ])
        #expect(devices[1].product == "L17M3PB0" && devices[1].vendor == "SMP")
    }

    private func connector(_ name: String, status: String = "connected", edid: [UInt8]?) throws {
        let place = "pci0000:00/0000:00:02.0/drm/card0/card0-\(name)"
        try system.device(place, "drm", ["status": status])
        if let edid { try system.file("sys/devices/\(place)/edid", edid) }
    }

    static let reader: EDIDReader = { bytes in
        struct Broken: Error {}
        guard bytes[0] == 0 else { throw Broken() }
        return EDID(
            makerID: "SAM", productCode: 0x7053, serialNumber: "H4ZN500123", name: "WM55B", year: 2021, widthCm: 121,
            heightCm: 68,
            diagonalInches: 54.6 + Double(bytes[1]), widthPixels: 3840, heightPixels: 2160)
    }

    @Test func displaysSayWhatTheyAre() throws {
        try connector("HDMI-A-1", edid: [0, 0])
        try connector("DP-1", status: "disconnected", edid: nil)
        try connector("VGA-1", edid: nil)
        try connector("DP-2", edid: [0xff, 0xff])
        let devices = try scan(Self.reader).devices
        #expect(devices.map { $0.display?.connector } == ["DP-2", "HDMI-A-1", "VGA-1"])
        try #require(devices.map(\.category) == [.unknown, .display, .display])
        #expect(devices.map(\.rule) == ["none", "display:edid", "display:no_edid"])
        #expect(
            devices[1].vendor == "Samsung Electric Company" && devices[1].product == "WM55B"
                && devices[1].serial == "H4ZN500123")
        #expect(devices[1].display?.diagonalInches == 54.6 && devices[1].display?.widthPixels == 3840)
    }

    @Test func aLargeOneWithTouchIsAPanel() throws {
        try connector("HDMI-A-1", edid: [0, 1])
        try system.usbController()
        try system.usb("1-2", ids: "4e8/2099", ["manufacturer": "Samsung"], interfaces: [("030000", "usbhid")])
        try system.device(
            "\(RecordedSystem.rootHub)/1-2/1-2:1.0/0003:04E8:2099.0001/input/input4", "input",
            uevent: "KEY=400 0 0 0 0 0\nABS=3\nPROP=2\n")
        let panel = try #require(try scan(Self.reader).devices.first { $0.bus == .display })
        #expect(panel.category == .interactivePanel && panel.confidence == .likely && panel.rule == "panel:55in+touch")
    }
}
