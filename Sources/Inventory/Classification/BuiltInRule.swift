internal import Reports

/// What interface classes, names and child nodes tell where no database speaks.
struct BuiltInRule: Sendable {
    /// Named after the deciding fact: `class:` and `name:` for what the device declares, `child:` for what the kernel made
    /// of it, `driver:` for who runs it.
    let name: String
    let category: Category
    let confidence: Confidence
    let holds: @Sendable (Evidence) -> Bool

    init(
        _ name: String, _ category: Category, _ confidence: Confidence, holds: @escaping @Sendable (Evidence) -> Bool
    ) {
        self.name = name
        self.category = category
        self.confidence = confidence
        self.holds = holds
    }

    /// In order, the first that holds counts: classes that name one thing, then what the kernel made of the device, then
    /// classes that many things share. The order among the parts is that of how much they say in a composite device.
    static let all = telling + children + shared + otherBuses

    /// Android names the interface by which it hands over files, whatever class it gives that and those beside it.
    static let mediaTransfer = BuiltInRule("name:mtp", .phoneOrTablet, .possible) { evidence in
        evidence.interfaceNames.contains { $0.uppercased().contains("MTP") }
    }

    private static let telling: [BuiltInRule] = [
        BuiltInRule("class:09", .hub, .certain) { $0.deviceClass == 0x09 && $0.bus == .usb },
        mediaTransfer,
        // Android's debug bridge beside a still-image interface: a phone or tablet that calls itself a camera.
        BuiltInRule("class:06+ff4201", .phoneOrTablet, .possible) { $0.has(0x06) && $0.has(0xff, 0x42, 0x01) },
        BuiltInRule("class:06", .camera, .possible) { $0.has(0x06) },
        // Known exceptions: cables from USB to a parallel port.
        BuiltInRule("class:07", .printer, .likely) { $0.has(0x07) },
        BuiltInRule("class:0e", .camera, .likely) { $0.has(0x0e) },
        BuiltInRule("class:0b", .smartcardReader, .likely) { $0.has(0x0b) },
        BuiltInRule("class:fe03", .measuringInstrument, .likely) { $0.has(0xfe, 0x03) },
        BuiltInRule("class:020e", .modem, .likely) { $0.has(0x02, 0x0e) },
        BuiltInRule("class:08", .storage, .likely) { $0.bus == .usb && $0.consists(of: [0x08]) },
        // The shape of boards with a built-in programmer; some modems look alike.
        BuiltInRule("class:08+0202", .microcontrollerBoard, .possible) { $0.has(0x08) && $0.has(0x02, 0x02) },
        BuiltInRule("class:010300", .other, .likely) { $0.has(0x01, 0x03) && !$0.has(0x01, 0x02) },
    ]

    /// What the kernel made of the device. The classes of one interface among several yield to these.
    static let children: [BuiltInRule] = [
        // Power Device Page (USB HID usage tables for power devices, 1.1): only a UPS's description begins with it.
        BuiltInRule("hid:84", .ups, .likely) { $0.usagePages.contains(0x84) },
        BuiltInRule("child:capture+playback", .headset, .possible) { evidence in
            evidence.has(0x01) && evidence.children.isSuperset(of: [.capture, .playback])
        },
        BuiltInRule("child:playback", .speaker, .possible) { $0.has(0x01) && $0.children.contains(.playback) },
        BuiltInRule("driver:modem", .modem, .likely) { evidence in
            evidence.bus == .usb
                && !evidence.drivers.isDisjoint(with: ["option", "qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "sierra"])
        },
        BuiltInRule("child:modem", .modem, .likely) { $0.children.contains(.modem) },
        BuiltInRule("child:wlan", .wifiAdapter, .certain) { $0.bus != .usb && $0.children.contains(.wlan) },
        BuiltInRule("child:wlan", .wifiAdapter, .likely) { $0.children.contains(.wlan) },
        BuiltInRule("child:net", .networkAdapter, .certain) { $0.bus != .usb && $0.children.contains(.net) },
        BuiltInRule("child:net", .networkAdapter, .likely) {
            $0.children == [.net] && $0.consists(of: [0x02, 0x0a, 0xff])
        },
        BuiltInRule("child:printer", .printer, .likely) { $0.children.contains(.printer) },
        BuiltInRule("child:video", .camera, .likely) { $0.children.contains(.video) },
        BuiltInRule("child:block", .storage, .certain) { $0.bus == .storage && $0.children.contains(.block) },
        BuiltInRule("child:optical", .other, .certain) { $0.children.contains(.optical) },
        BuiltInRule("child:joystick", .gameController, .likely) { $0.children.contains(.joystick) },
        BuiltInRule("child:pen", .drawingTablet, .possible) { $0.children.contains(.pen) },
        BuiltInRule("child:touchscreen", .touch, .likely) { $0.children.contains(.touchscreen) },
        // Receivers of wireless sets are both; mice with many buttons declare the mouse first.
        BuiltInRule("class:030101", .keyboard, .likely) { $0.has(0x03, 0x01, 0x01) && !$0.has(0x03, 0x01, 0x02) },
        BuiltInRule("class:030102", .mouse, .likely) { $0.has(0x03, 0x01, 0x02) && !$0.has(0x03, 0x01, 0x01) },
        BuiltInRule("class:030101+030102", .keyboard, .possible) { $0.firstBootProtocol == 0x01 },
        BuiltInRule("class:030102+030101", .mouse, .possible) { $0.firstBootProtocol == 0x02 },
        BuiltInRule("child:keyboard", .keyboard, .likely) {
            $0.children.contains(.keyboard) && !$0.children.contains(.mouse)
        },
        BuiltInRule("child:mouse", .mouse, .likely) {
            $0.children.contains(.mouse) && !$0.children.contains(.keyboard)
        },
        BuiltInRule("child:keyboard+mouse", .keyboard, .possible) { $0.children.contains(.keyboard) },
        BuiltInRule("child:touchpad", .mouse, .possible) { $0.children.contains(.touchpad) },
        BuiltInRule("child:drm", .display, .possible) { $0.bus == .usb && $0.children.contains(.drm) },
    ]

    private static let shared: [BuiltInRule] = [
        BuiltInRule("class:01+03", .headset, .possible) { $0.has(0x01, 0x02) && $0.has(0x03) },
        BuiltInRule("class:01", .other, .possible) { $0.has(0x01) },
        // Robots, boards and tethered phones offer network interfaces and drives too, mostly beside other functions.
        BuiltInRule("child:net", .networkAdapter, .possible) { $0.children.contains(.net) },
        BuiltInRule("child:block", .storage, .possible) { $0.children.contains(.block) },
        BuiltInRule("class:e00103", .networkAdapter, .possible) { $0.has(0xe0, 0x01, 0x03) },
        BuiltInRule("class:e0", .other, .likely) { $0.has(0xe0) },
        BuiltInRule("class:0206", .networkAdapter, .possible) { $0.has(0x02, 0x06) || $0.has(0x02, 0x0d) },
        BuiltInRule("class:0202", .serialAdapter, .possible) { $0.has(0x02, 0x02) },
        BuiltInRule("child:tty", .serialAdapter, .possible) { $0.children.contains(.tty) },
        BuiltInRule("class:08", .storage, .possible) { $0.bus == .usb && $0.has(0x08) },
        BuiltInRule("class:09", .hub, .likely) { $0.bus == .usb && $0.has(0x09) },
        BuiltInRule("class:fe01", .microcontrollerBoard, .possible) { $0.has(0xfe, 0x01) },
    ]

    private static let otherBuses: [BuiltInRule] = [
        BuiltInRule("display:edid", .display, .likely) { $0.bus == .display && $0.display != nil },
        BuiltInRule("power:ups", .ups, .certain) { $0.bus == .power && $0.powerKind == "UPS" },
        BuiltInRule("power:battery", .other, .certain) { $0.bus == .power && $0.powerKind == "Battery" },
        BuiltInRule("power:mains", .other, .certain) { $0.bus == .power && $0.powerKind == "Mains" },
        BuiltInRule("gateway", .router, .likely) { $0.bus == .gateway },
        BuiltInRule("class:pci0280", .wifiAdapter, .possible) { $0.isPCI(0x02, 0x80) },
        BuiltInRule("class:pci02", .networkAdapter, .likely) { $0.isPCI(0x02) },
        BuiltInRule("class:pci0703", .modem, .likely) { $0.isPCI(0x07, 0x03) },
        BuiltInRule("class:pci", .other, .likely) { $0.bus == .pci && $0.deviceClass != nil },
    ]
}

extension Evidence {
    /// Whether one USB interface has the class and, where given, subclass and protocol.
    func has(_ classCode: UInt8, _ subclass: UInt8? = nil, _ protocolCode: UInt8? = nil) -> Bool {
        interfaces.contains { interface in
            interface.classCode == classCode && (subclass ?? interface.subclass) == interface.subclass
                && (protocolCode ?? interface.protocolCode) == interface.protocolCode
        }
    }

    /// Whether there are USB interfaces and none of another class.
    func consists(of classes: Set<UInt8>) -> Bool {
        !interfaces.isEmpty && interfaces.allSatisfy { classes.contains($0.classCode) }
    }

    /// Keyboard (1) or mouse (2): the protocol of the first boot interface, in the device's own order.
    var firstBootProtocol: UInt8? {
        interfaces.first { $0.classCode == 0x03 && $0.subclass == 0x01 && [1, 2].contains($0.protocolCode) }?
            .protocolCode
    }

    func isPCI(_ base: UInt8, _ sub: UInt8? = nil) -> Bool {
        bus == .pci && deviceClass == base && (sub == nil || sub == deviceSubclass)
    }
}
