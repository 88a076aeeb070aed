import Foundation
import Testing

/// What systemd's own tool makes of `hwdb.d/`: it compiles without a word, and the rank of the files decides.
@Suite struct HardwareDatabaseLookupTests {
    /// A key as the agent builds it, and what must win.
    struct Lookup: Sendable, CustomTestStringConvertible {
        var key: String
        var category: String
        var confidence: String
        var rule: String
        var testDescription: String { key }

        init(_ key: String, _ category: String, _ confidence: String, _ rule: String) {
            (self.key, self.category, self.confidence, self.rule) = ("parta:" + key, category, confidence, rule)
        }
    }

    static let lookups = [
        Lookup(
            "usb:v0694p0010:if020201:if0A0000:mLEGO System A/S:nLEGO Technic Large Hub in FS Mode",
            "robotics_kit", "certain", "robotics:lego-robot-inventor"
        ),
        Lookup(
            "usb:v0D28p0204:if020201:if030000:if080650:if0A0000:ifFF0003:mArm:nBBC micro_bit CMSIS-DAP",
            "microcontroller_board", "certain", "boards:name-microbit"
        ),
        Lookup(
            "usb:v0D28p0204:if020201:if080650:if0A0000:mArm:nDAPLink CMSIS-DAP",
            "microcontroller_board", "likely", "boards:daplink"
        ),
        Lookup(
            "usb:v2341p0043:if020201:if0A0000:mArduino (www.arduino.cc):n",
            "microcontroller_board", "certain", "boards:arduino-uno"
        ),
        Lookup("usb:v08F7p0003:if030000:mVernier:nGo! Link", "lab_sensor", "certain", "lab-sensors:vernier-go-link"),
        Lookup(
            "usb:v04E8p6860:if060101:ifFF4201:mSAMSUNG:nSAMSUNG_Android",
            "phone_or_tablet", "possible", "tablets:samsung-galaxy"
        ),
        Lookup("usb:v04E8p6860:if060101:mSAMSUNG:nGalaxy Tab A7", "tablet", "certain", "tablets:name-galaxy-tab"),
        Lookup("usb:v1A86p7523:ifFF0102:m:nUSB2.0-Serial", "serial_adapter", "possible", "serial-adapters:ch340"),
        Lookup("usb:v1A86p7523:ifFF0102:mMakeblock:nmBot", "robotics_kit", "likely", "robotics:name-makeblock"),
        Lookup("usb:v067Bp2317:if080650:m:n", "storage", "likely", "class:storage"),
        Lookup(
            "usb:v1234p5678:if0E0100:if0E0200:mX:nDigital Microscope",
            "microscope", "certain", "microscopes:name-microscope"
        ),
        Lookup("usb:v1234p5678:if030101:mX:nBarcode Scanner", "other", "likely", "readers:word-barcode"),
        Lookup("usb:v1234p5678:if010100:if010200:if030000:mX:nX", "headset", "possible", "class:audio"),
        Lookup("usb:v03F0p1234:if070102:ifFF0000:mHP:nLaserJet MFP", "printer", "certain", "printers:hp"),
        Lookup("usb:v12D1p1F01:if080650:mHUAWEI:nHUAWEI Mobile", "modem", "certain", "modems:huawei-switch"),
        Lookup("pci:v8086p1533:c020000:", "network_adapter", "certain", "class:pci-ethernet"),
        Lookup("display:mDEL:nDELL P2419H:d024", "display", "certain", "displays:any"),
        Lookup("display:mSEC:nEPSON PJ:d000", "projector", "certain", "projectors:name-epson"),
        Lookup("display:mGSM:n86TR3DK:d086", "interactive_panel", "likely", "displays:name-lg-createboard"),
    ]

    @Test func compilesWithoutAWordAndTheRankDecides() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "parta-hwdb-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = root.appending(path: "etc/udev")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Checkout.root.appending(path: "hwdb.d"), to: folder.appending(path: "hwdb.d")
        )
        let update = try Self.hwdb(["update", "--strict"], root: root)
        #expect(update.status == 0 && update.errors.isEmpty, "\(update.errors)")

        for lookup in Self.lookups {
            let answer = try Self.hwdb(["query", lookup.key], root: root)
            let found = Set(answer.output.split(separator: "\n").map(String.init))
            let expected = [
                "PARTA_CATEGORY=\(lookup.category)", "PARTA_CONFIDENCE=\(lookup.confidence)",
                "PARTA_RULE=\(lookup.rule)",
            ]
            #expect(found.isSuperset(of: expected), "\(lookup.key): \(found.sorted())")
        }
    }

    /// Runs `systemd-hwdb`, part of the package udev that every Debian machine has.
    static func hwdb(_ arguments: [String], root: URL) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/systemd-hwdb")
        process.arguments = arguments + ["--root=\(root.path(percentEncoded: false))"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Both streams stay far below a pipe's capacity, so reading one after the other cannot block.
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let printed = [text, complaints].map { String(decoding: $0, as: UTF8.self) }
        return (process.terminationStatus, printed[0], printed[1])
    }
}
