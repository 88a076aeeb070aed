import Reports
import Testing

@testable import Inventory

/// Who wins where Parta's hwdb, the system's packages and the built-in rules speak of one device.
@Suite struct DecisionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var own: String
        var system: [String: String] = [:]
        var interfaces = ""
        var names: [String] = []
        var children: Set<ChildKind> = []
        var external: Bool?
        var answer: String
        var reason: Decision.Reason

        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "a camera that libgphoto2 knows and a class takes for a telephone",
            own: "phone_or_tablet possible class:still-image", system: ["ID_GPHOTO2": "1"], interfaces: "060101",
            answer: "camera possible system:gphoto2", reason: .systemOverGeneral),
        Case(
            name: "libmtp's list comes before libgphoto2's, which repeats it",
            own: "phone_or_tablet possible class:still-image", system: ["ID_GPHOTO2": "1", "ID_MEDIA_PLAYER": "1"],
            answer: "phone_or_tablet possible system:media_player", reason: .systemOverGeneral),
        Case(
            name: "an instrument that sigrok knows", own: "", system: ["ID_SIGROK": "1"], interfaces: "ff0000",
            answer: "measuring_instrument likely system:sigrok", reason: .system),
        Case(
            name: "a serial cable in sigrok's list", own: "", system: ["ID_SIGROK": "1"], children: [.tty],
            answer: "measuring_instrument possible system:sigrok", reason: .system),
        Case(
            name: "an id that ours knows stays ours", own: "serial_adapter possible serial-adapters:ftdi",
            system: ["ID_SIGROK": "1"], answer: "serial_adapter possible serial-adapters:ftdi", reason: .own),
        Case(
            name: "a multifunction printer is a printer though SANE knows it", own: "printer certain class:printer",
            system: ["libsane_matched": "yes"], interfaces: "070102 ffffff",
            answer: "printer certain class:printer", reason: .ownGeneral),
        Case(
            name: "a loudspeaker", own: "headset possible class:audio", interfaces: "010100 010200",
            children: [.playback], answer: "speaker possible child:playback", reason: .childOverGeneral),
        Case(
            name: "a DVD drive", own: "storage likely class:storage", interfaces: "080250", children: [.optical],
            answer: "other certain child:optical", reason: .childOverGeneral),
        Case(
            name: "a board with a drive keeps its class", own: "microcontroller_board possible class:board-with-drive",
            interfaces: "020201 080650", children: [.tty, .block],
            answer: "microcontroller_board possible class:board-with-drive", reason: .ownGeneral),
        Case(
            name: "a barcode scanner types like a keyboard", own: "other likely readers:word-barcode",
            interfaces: "030101", children: [.keyboard], answer: "other likely readers:word-barcode",
            reason: .ownGeneral),
        Case(
            name: "a telephone with a drive beside MTP", own: "storage likely class:storage",
            interfaces: "ffff00 080650", names: ["MTP"], children: [.block],
            answer: "phone_or_tablet possible name:mtp", reason: .nameOverGeneral),
        Case(
            name: "a pen screen that cannot be unplugged", own: "drawing_tablet likely drawing-tablets:wacom",
            interfaces: "030000", children: [.pen], external: false, answer: "touch likely fixed:pen",
            reason: .builtIntoComputer),
        Case(
            name: "a pen tablet on the desk", own: "drawing_tablet likely drawing-tablets:wacom", interfaces: "030000",
            children: [.pen], external: true, answer: "drawing_tablet likely drawing-tablets:wacom", reason: .own),
        Case(name: "nothing", own: "", answer: "unknown possible none", reason: .nobody),
        Case(
            name: "what it shows", own: "", interfaces: "070102", answer: "printer likely class:07", reason: .builtIn),
    ]

    @Test(arguments: cases) func decides(_ example: Case) {
        let evidence = Evidence(
            bus: .usb,
            interfaces: example.interfaces.split(separator: " ").compactMap { InterfaceClass(hexadecimal: $0) },
            interfaceNames: example.names, children: example.children, external: example.external)
        let words = example.own.split(separator: " ").map(String.init)
        let own =
            words.count == 3
            ? ["PARTA_CATEGORY": words[0], "PARTA_CONFIDENCE": words[1], "PARTA_RULE": words[2]] : [:]
        let decision = Classifier.decide(evidence, own: own, system: example.system)
        let answer = decision.answer
        #expect("\(answer.category.rawValue) \(answer.confidence.rawValue) \(answer.rule)" == example.answer)
        #expect(decision.reason == example.reason)
    }

    @Test(arguments: [
        ("class:video", true), ("projectors:word", true), ("cameras:word-webcam", true), ("ups:apc", false),
        ("boards:wordsmith", false), ("hwdb", false),
    ])
    func rulesOfRankFiftyAreGeneral(_ rule: String, _ isGeneral: Bool) {
        #expect(Classifier.isGeneral(rule) == isGeneral)
    }

    @Test(
        arguments: [
            ([0x05, 0x84, 0x09], 0x84), ([0x06, 0x84, 0x00], 0x84), ([0x06, 0x00, 0xff], 0xff00), ([0x05], nil),
            ([0x06, 0x84], nil), ([0xa1, 0x84, 0x05], nil), ([], nil),
        ] as [([UInt8], UInt16?)])
    func aReportDescriptionBeginsWithItsPage(_ start: [UInt8], _ page: UInt16?) {
        #expect(HIDUsage.firstPage(start) == page)
    }

    /// A UPS no database knows, as sysfs shows it; the same bytes below an interface with an input node are not read.
    @Test func aPowerDeviceIsAUPS() throws {
        for (input, category) in [(false, Reports.Category.ups), (true, .unknown)] {
            let system = try RecordedSystem()
            try system.usbController()
            try system.usb("1-1", ids: "fff1/1", interfaces: [("030000", "usbhid")])
            let interface = "\(RecordedSystem.rootHub)/1-1/1-1:1.0"
            try system.file("sys/devices/\(interface)/0003:FFF1:0001.0001/report_descriptor", [0x05, 0x84, 0x09, 0x04])
            if input { try system.device("\(interface)/input/input7", "input") }
            let scan = Scanner(
                roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge()
            ).scan()
            #expect(scan.devices.map(\.category) == [category])
        }
    }
}
