import Reports
import Testing

@testable import Inventory

@Suite struct USBCollectorTests {
    let system: RecordedSystem

    init() throws {
        system = try RecordedSystem()
        try system.usbController()
    }

    private func scan(_ hwdb: String = "") throws -> [Device] {
        Scanner(roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge(hwdb)).scan()
            .devices
    }

    @Test func aCompositeGadgetIsOneDevice() throws {
        try system.usb(
            "1-2", ids: "694/10",
            [
                "manufacturer": "LEGO Group", "product": "SPIKE Prime", "serial": "327B364C3130",
                "removable": "removable",
            ],
            interfaces: [("020201", "cdc_acm"), ("0a0000", "cdc_acm"), ("080650", "usb-storage"), ("030000", "usbhid")])
        let place = "\(RecordedSystem.rootHub)/1-2"
        try system.device("\(place)/1-2:1.0/tty/ttyACM0", "tty")
        try system.device(
            "\(place)/1-2:1.2/host0/target0:0:0/0:0:0:0/block/sda", "block", uevent: "DEVTYPE=disk\n",
            ["size": "2048", "removable": "1"])
        try system.device(
            "\(place)/1-2:1.2/host0/target0:0:0/0:0:0:0/block/sda/sda1", "block", uevent: "DEVTYPE=partition\n")
        try system.device(
            "\(place)/1-2:1.3/0003:0694:0010.0001/input/input9", "input", uevent: "KEY=ff0000 0 0 0 0\nREL=3\n")
        let devices = try scan(
            "parta:usb:v0694p0010:if020201*:mLEGO*\n PARTA_CATEGORY=robotics_kit\n PARTA_CONFIDENCE=certain\n PARTA_VENDOR=LEGO\n"
                + " PARTA_MODEL=SPIKE Prime\n PARTA_RULE=robotics:lego-spike\n")
        let device = try #require(devices.first)
        try #require(devices.count == 1)
        #expect(
            device.category == .roboticsKit && device.confidence == .certain && device.rule == "robotics:lego-spike")
        #expect(device.bus == .usb && device.vendorID == "0694" && device.productID == "0010")
        #expect(device.vendor == "LEGO" && device.product == "SPIKE Prime" && device.serial == "327B364C3130")
        #expect(device.port == "1-2" && device.driver == "cdc_acm" && device.external == true)
        #expect(device.storage == StorageDetails(sizeBytes: 1_048_576, rotational: nil, removable: true))
    }

    @Test func hubsHideNothing() throws {
        try system.usb(
            "1-1", ids: "5e3/608", type: "9/0/1", ["removable": "removable"], interfaces: [("090000", "hub")])
        try system.usb("1-1.4", ids: "46d/c31c", interfaces: [("030101", "usbhid")], below: "1-1")
        try system.usb("1-8", ids: "8087/24", type: "9/0/1", ["removable": "fixed"], interfaces: [("090000", "hub")])
        try system.usb(
            "1-8.1", ids: "5986/211", ["removable": "fixed"], interfaces: [("0e0100", "uvcvideo")], below: "1-8")
        let devices = try scan()
        try #require(
            devices.map(\.port) == ["1-1", "1-1.4", "1-8.1"], "a soldered hub and a root hub are nothing to count")
        try #require(devices.map(\.category) == [.hub, .keyboard, .camera])
        #expect(
            devices.map(\.external) == [true, true, false], "what hangs on a hub that can be unplugged can be, too")
    }

    @Test func anAdapterIsReportedOnceWithItsAddress() throws {
        try system.usb("1-3", ids: "bda/8153", ["serial": "000001"], interfaces: [("ffff00", "r8152")])
        try system.device(
            "\(RecordedSystem.rootHub)/1-3/1-3:1.0/net/enx00e04c680001", "net",
            [
                "address": "00:e0:4c:68:00:01", "addr_assign_type": "0", "speed": "1000", "duplex": "full",
                "operstate": "up",
            ])
        let devices = try scan()
        try #require(devices.count == 1)
        #expect(devices[0].category == .networkAdapter && devices[0].bus == .usb)
        #expect(
            devices[0].network
                == NetworkDetails(
                    mac: "00:e0:4c:68:00:01", wireless: false, linkMbps: 1000, duplex: "full", state: "up"))
        #expect(devices[0].serial == nil, "000001 is nobody's serial")
    }

    @Test func aTelephonesAddressStaysItsOwn() throws {
        try system.usb("1-4", ids: "4e8/6863", interfaces: [("060101", nil), ("020201", "rndis_host")])
        try system.device(
            "\(RecordedSystem.rootHub)/1-4/1-4:1.1/net/usb0", "net",
            ["address": "02:aa:bb:cc:dd:ee", "addr_assign_type": "0"])
        try system.file("sys/devices/\(RecordedSystem.rootHub)/1-4/1-4:1.0/interface", "MTP\n")
        let device = try #require(try scan().first)
        #expect(device.category == .phoneOrTablet && device.rule == "name:mtp")
        #expect(device.network != nil && device.network?.mac == nil)
    }

    @Test func aBluetoothKeyboardIsNotItsRadio() throws {
        try system.usb("1-5", ids: "8087/26", interfaces: [("e00101", "btusb")])
        let radio = "\(RecordedSystem.rootHub)/1-5/1-5:1.0/bluetooth/hci0"
        try system.device(radio, "bluetooth")
        try system.device(
            "\(radio)/hci0:12/0005:046D:B342.0003/input/input20", "input",
            uevent: "PRODUCT=5/46d/b342/1\nNAME=\"Keyboard K380\"\nUNIQ=\"f4:73:35:11:22:33\"\nKEY=fffffffffffffffe\n")
        let devices = try scan()
        try #require(devices.map(\.category) == [.other, .keyboard])
        #expect(devices[1].bus == .input && devices[1].product == "Keyboard K380" && devices[1].external == true)
        #expect(devices[1].serial == nil, "its Bluetooth address is not for the report")
    }

    @Test func twinsWithOneSerialAreTwo() throws {
        for port in ["1-1", "1-2"] {
            try system.usb(port, ids: "abcd/1234", ["serial": "1111222233"], interfaces: [("080650", "usb-storage")])
        }
        let devices = try scan()
        #expect(Set(devices.map(\.id)).count == 2)
        #expect(devices.allSatisfy { $0.serial == nil })
    }

    static let hostile = [
        String(repeating: "A", count: 1000), "\u{1b}]0;owned\u{7}", "<script>alert(1)</script>", "=cmd|' /C calc'!A0",
        "\u{202e}tac",
        "a\nb", "\"quoted\\", ":if070101:*",
    ]

    @Test(arguments: hostile)
    func hostileNamesAreBoundedAndHarmless(_ name: String) throws {
        try system.usb(
            "1-2", ids: "1234/5678", ["manufacturer": name, "product": name, "serial": name],
            interfaces: [("ff0000", nil)])
        let scan = Scanner(
            roots: system.roots, settings: RecordedSystem.settings,
            knowledge: try system.knowledge("parta:usb:v*:if07*\n PARTA_CATEGORY=printer\n")
        ).scan()
        let device = try #require(scan.devices.first)
        #expect(device.category == .unknown, "a name must not pass for an interface")
        for text in [device.vendor, device.product, device.serial].compactMap({ $0 }) {
            #expect(text.utf8.count <= 256)
            #expect(
                text.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && $0.value != 0x7f && !(0x2028...0x202e).contains($0.value)
                })
        }
        #expect(try ReportCoder.decode(Scan.self, from: ReportCoder.encode(scan)) == scan)
    }

    @Test func aRecordingWithoutInterfacesStillTellsThem() throws {
        try system.device(
            "\(RecordedSystem.rootHub)/1-6", "usb",
            uevent:
                "DEVTYPE=usb_device\nID_VENDOR_ID=04a9\nID_MODEL_ID=1913\nID_USB_INTERFACES=:ffffff:070102:\nID_MODEL=LiDE\n"
        )
        let device = try #require(try scan().first)
        #expect(
            device.category == .printer && device.vendorID == "04a9" && device.productID == "1913"
                && device.product == "LiDE")
    }
}
