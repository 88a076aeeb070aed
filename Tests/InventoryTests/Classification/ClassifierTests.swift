import Reports
import Testing

@testable import Inventory

@Suite struct ClassifierTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var evidence: Evidence
        var category: Reports.Category
        var confidence: Confidence
        var rule: String

        var testDescription: String { name }

        init(
            _ name: String, _ interfaces: String, deviceClass: UInt8 = 0, names: [String] = [],
            drivers: Set<String> = [], children: Set<ChildKind> = [], bus: Bus = .usb, powerKind: String? = nil,
            _ category: Reports.Category, _ confidence: Confidence, _ rule: String
        ) {
            self.name = name
            evidence = Evidence(
                bus: bus, vendorID: 0x1234, productID: 0x5678, deviceClass: deviceClass,
                interfaces: interfaces.split(separator: " ").compactMap { InterfaceClass(hexadecimal: $0) },
                interfaceNames: names, drivers: drivers, children: children, powerKind: powerKind)
            (self.category, self.confidence, self.rule) = (category, confidence, rule)
        }
    }

    static let cases = [
        Case("nothing at all", "", .unknown, .possible, "none"),
        Case("vendor class alone", "ff0000", .unknown, .possible, "none"),
        Case("hub", "090000", deviceClass: 9, .hub, .certain, "class:09"),
        Case("Android tablet in MTP mode", "060101", names: ["MTP"], .phoneOrTablet, .possible, "name:mtp"),
        Case("MTP with a vendor class", "ff0000", names: ["MTP"], .phoneOrTablet, .possible, "name:mtp"),
        Case("still image with debug bridge", "060101 ff4201", .phoneOrTablet, .possible, "class:06+ff4201"),
        Case("still image", "060101", .camera, .possible, "class:06"),
        Case("multifunction printer", "ffffff 070102 080650", .printer, .likely, "class:07"),
        Case("webcam with microphone", "0e0100 0e0200 010100 010200", .camera, .likely, "class:0e"),
        Case("smart card", "0b0000", .smartcardReader, .likely, "class:0b"),
        Case("USBTMC oscilloscope", "fe0301", .measuringInstrument, .likely, "class:fe03"),
        Case("USB stick", "080650", children: [.block], .storage, .likely, "class:08"),
        Case("MBIM modem", "020e00 0a0002", .modem, .likely, "class:020e"),
        Case(
            "stick modem", "ff0000 080650", drivers: ["option"], children: [.tty, .block], .modem, .likely,
            "driver:modem"),
        Case("board with a drive", "080650 020201 0a0000 030000", .microcontrollerBoard, .possible, "class:08+0202"),
        Case(
            "headset", "010100 010200 030000", children: [.capture, .playback], .headset, .possible,
            "child:capture+playback"),
        Case("loudspeaker", "010100 010200", children: [.playback], .speaker, .possible, "child:playback"),
        Case("MIDI keyboard", "010100 010300", .other, .likely, "class:010300"),
        Case("keyboard", "030101 030000", children: [.keyboard], .keyboard, .likely, "class:030101"),
        Case("mouse", "030102", children: [.mouse], .mouse, .likely, "class:030102"),
        Case("receiver", "030101 030102", children: [.keyboard, .mouse], .keyboard, .possible, "class:030101+030102"),
        Case("gaming mouse", "030102 030101", children: [.keyboard, .mouse], .mouse, .possible, "class:030102+030101"),
        Case("pen tablet", "030102 030000", children: [.pen, .mouse], .drawingTablet, .possible, "child:pen"),
        Case("touch frame", "030000", children: [.touchscreen], .touch, .likely, "child:touchscreen"),
        Case("gamepad", "ff5d01", children: [.joystick], .gameController, .likely, "child:joystick"),
        Case("CH340", "ff0102", drivers: ["ch341"], children: [.tty], .serialAdapter, .possible, "child:tty"),
        Case("any CDC serial line", "020201 0a0000", children: [.tty], .serialAdapter, .possible, "class:0202"),
        Case(
            "Wi-Fi stick with Bluetooth", "e00101 ffffff", children: [.wlan, .bluetooth], .wifiAdapter, .likely,
            "child:wlan"),
        Case("Ethernet adapter", "ffff00", children: [.net], .networkAdapter, .likely, "child:net"),
        Case(
            "robot that talks over Ethernet too", "020600 0a0000 030000", children: [.net], .networkAdapter, .possible,
            "child:net"),
        Case("Bluetooth radio", "e00101", children: [.bluetooth], .other, .likely, "class:e0"),
        Case("boot loader", "fe0102", .microcontrollerBoard, .possible, "class:fe01"),
        Case("network card", "", deviceClass: 2, children: [.net], bus: .pci, .networkAdapter, .certain, "child:net"),
        Case("Wi-Fi card", "", deviceClass: 2, children: [.wlan], bus: .pci, .wifiAdapter, .certain, "child:wlan"),
        Case("graphics", "", deviceClass: 3, bus: .pci, .other, .likely, "class:pci"),
        Case("network card without driver", "", deviceClass: 2, bus: .pci, .networkAdapter, .likely, "class:pci02"),
        Case("disk", "", children: [.block], bus: .storage, .storage, .certain, "child:block"),
        Case("DVD drive", "", children: [.optical], bus: .storage, .other, .certain, "child:optical"),
        Case("battery", "", bus: .power, powerKind: "Battery", .other, .certain, "power:battery"),
        Case("UPS", "", bus: .power, powerKind: "UPS", .ups, .certain, "power:ups"),
        Case("gateway", "", bus: .gateway, .router, .likely, "gateway"),
        Case("broken EDID", "", bus: .display, .unknown, .possible, "none"),
    ]

    @Test(arguments: cases)
    func builtInRules(_ example: Case) {
        let answer = Classifier.classify(example.evidence, own: [:], system: [:])
        #expect(answer.category == example.category)
        #expect(answer.confidence == example.confidence)
        #expect(answer.rule == example.rule)
    }

    static let serial = Evidence(
        bus: .usb, vendorID: 0x1a86, productID: 0x7523, interfaces: [.init(0xff, 1, 2)], manufacturer: "1a86",
        product: "USB Serial", children: [.tty])

    @Test func ourDatabaseAnswersFirst() {
        let own = [
            "PARTA_CATEGORY": "robotics_kit", "PARTA_CONFIDENCE": "likely", "PARTA_VENDOR": "Makeblock",
            "PARTA_MODEL": "mBot",
            "PARTA_RULE": "school:mbot",
        ]
        let system = ["ID_MEDIA_PLAYER": "1", "ID_VENDOR_FROM_DATABASE": "QinHeng Electronics"]
        #expect(
            Classifier.classify(Self.serial, own: own, system: system)
                == Classification(
                    category: .roboticsKit, confidence: .likely, rule: "school:mbot", vendor: "Makeblock",
                    product: "mBot"))
    }

    @Test func aHyphenTakesTheDevicesOwnNames() {
        let own = ["PARTA_CATEGORY": "other", "PARTA_VENDOR": "-", "PARTA_MODEL": "-"]
        let answer = Classifier.classify(
            Self.serial, own: own, system: ["ID_VENDOR_FROM_DATABASE": "QinHeng Electronics"])
        #expect(answer.vendor == "QinHeng Electronics", "1a86 is its id, not its maker")
        #expect(answer.product == "USB Serial")
        #expect(answer.confidence == .possible, "a record without a confidence claims the least")
        #expect(answer.rule == "hwdb")
    }

    @Test func aCategoryNobodyKnowsIsNoAnswer() {
        let answer = Classifier.classify(Self.serial, own: ["PARTA_CATEGORY": "toaster"], system: [:])
        #expect(answer.category == .serialAdapter)
    }

    @Test(arguments: [
        ("ID_MEDIA_PLAYER", "samsung_galaxy", Reports.Category.phoneOrTablet), ("ID_GPHOTO2", "1", .camera),
        ("libsane_matched", "yes", .scanner), ("ID_SIGNAL_ANALYZER", "1", .measuringInstrument),
        ("ID_SIGNAL_ANALYZER", "0", .serialAdapter), ("ID_MEDIA_PLAYER", "", .serialAdapter),
    ])
    func packagesOfTheDistributionComeNext(_ property: String, _ value: String, _ category: Reports.Category) {
        let answer = Classifier.classify(Self.serial, own: [:], system: [property: value])
        #expect(answer.category == category)
        #expect(answer.confidence != .certain)
    }

    /// An id or a class that several kinds share must never be certain: only the kernel's own word is.
    @Test func onlyTheKernelsWordIsCertain() {
        let certain = Set(BuiltInRule.all.filter { $0.confidence == .certain }.map(\.name))
        #expect(
            certain == [
                "class:09", "child:net", "child:wlan", "child:block", "child:optical", "power:ups", "power:battery",
                "power:mains",
            ])
        #expect(SystemRule.all.allSatisfy { $0.confidence < .certain })
    }
}
