import Foundation
import Testing

/// The form of the recorded devices: a fixture without a believable answer beside it would test nothing.
@Suite struct FixtureTests {
    /// One device a scan must report.
    struct Answer: Codable {
        var category: String
        var confidence: String
        var vendorID: String?
        var productID: String?
        var product: String

        enum CodingKeys: String, CodingKey {
            case category, confidence, product
            case vendorID = "vendor_id"
            case productID = "product_id"
        }
    }

    /// What schools count; every one of these kinds has a recorded device.
    static let mustBeThere: Set<String> = [
        "camera", "display", "document_camera", "drawing_tablet", "fingerprint_reader", "game_controller", "headset",
        "hub", "interactive_panel", "keyboard", "lab_sensor", "measuring_instrument", "microcontroller_board",
        "microscope", "modem", "mouse", "network_adapter", "other", "phone_or_tablet", "printer", "printer_3d",
        "projector", "robotics_kit", "scanner", "serial_adapter", "smartcard_reader", "speaker", "storage", "tablet",
        "touch", "ups", "wifi_adapter",
    ]

    static func names(endingIn suffix: String) throws -> [String] {
        let folder = Checkout.root.appending(path: "Tests/Fixtures/umockdev")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
            .filter { $0.hasSuffix(suffix) }
            .map { String($0.dropLast(suffix.count)) }
            .sorted()
    }

    static func answers(_ name: String) throws -> [Answer] {
        let text = try Checkout.text("Tests/Fixtures/umockdev/\(name).expected.json")
        return try JSONDecoder().decode([Answer].self, from: Data(text.utf8))
    }

    @Test func everyFixtureHasItsAnswerAndEveryKindItsFixture() throws {
        let names = try Self.names(endingIn: ".umockdev")
        #expect(try names == Self.names(endingIn: ".expected.json"))
        #expect(names.count >= 40)
        let covered = Set(try names.flatMap { try Self.answers($0).map(\.category) })
        #expect(Self.mustBeThere.subtracting(covered).isEmpty)
    }

    @Test(arguments: try names(endingIn: ".umockdev")) func answersAreBelievable(_ name: String) throws {
        let answers = try Self.answers(name)
        let categories = try HardwareDatabaseGrammarTests.categories()
        #expect(!answers.isEmpty)
        for answer in answers {
            #expect(categories.contains(answer.category))
            #expect(["certain", "likely", "possible"].contains(answer.confidence))
            for id in [answer.vendorID, answer.productID].compactMap(\.self) {
                #expect(id.wholeMatch(of: /[0-9a-f]{4}/) != nil, "\(id)")
            }
            #expect(answer.product.utf8.count <= 256)
            #expect(answer.product.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        }
    }

    /// Every device named in the answer is in the recording, and every block belongs to a subsystem.
    @Test(arguments: try names(endingIn: ".umockdev")) func recordingHoldsWhatIsAnswered(_ name: String) throws {
        let text = try Checkout.text("Tests/Fixtures/umockdev/\(name).umockdev")
        let blocks = text.split(separator: "\n\n")
        for block in blocks {
            #expect(block.hasPrefix("P: /devices/") && block.contains("\nE: SUBSYSTEM="), "\(block.prefix(60))")
            let lines = block.split(separator: "\n")
            #expect(lines.allSatisfy { $0.prefixMatch(of: /(P|N): \S|[EAHL]: [^=]+=/) != nil }, "\(block.prefix(60))")
        }
        for answer in try Self.answers(name) {
            guard let vendor = answer.vendorID, let product = answer.productID else {
                #expect(text.contains("\nH: edid=00FFFFFFFFFFFF00"))
                continue
            }
            let isThere = blocks.contains { block in
                block.contains("\nA: idVendor=\(vendor)\\n") && block.contains("\nA: idProduct=\(product)\\n")
            }
            #expect(isThere, "\(vendor):\(product)")
        }
    }
}
