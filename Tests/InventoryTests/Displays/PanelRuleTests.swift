import Reports
import Testing

@testable import Inventory

@Suite struct PanelRuleTests {
    /// A display or a USB device, in a few words.
    struct Thing: Sendable {
        var category: Reports.Category
        var vendor: String
        var inches: Double?
        var confidence = Confidence.likely
        var external: Bool?

        var device: Device {
            var device = Device(
                id: "\(category)-\(vendor)", category: category, confidence: confidence, rule: "as before",
                bus: inches == nil ? .usb : .display, vendor: vendor, external: external)
            if let inches { device.display = DisplayDetails(diagonalInches: inches) }
            return device
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var things: [Thing]
        /// Category, confidence and rule of what is left.
        var left: [String]

        init(_ name: String, _ things: [Thing], _ left: [String]) {
            (testDescription, self.things, self.left) = (name, things, left)
        }
    }

    static let samsung = Thing(category: .display, vendor: "Samsung Electric Company", inches: 65)

    static let cases = [
        Case(
            "touch of the same maker is part of the panel",
            [Thing(category: .touch, vendor: "Samsung Electronics Co., Ltd"), samsung],
            ["interactive_panel likely panel:55in+touch"]),
        Case(
            "exactly 55 inches",
            [Thing(category: .touch, vendor: "LG"), Thing(category: .display, vendor: "LG", inches: 55)],
            ["interactive_panel likely panel:55in+touch"]),
        Case(
            "below it stands on a desk",
            [Thing(category: .touch, vendor: "LG"), Thing(category: .display, vendor: "LG", inches: 54.9)],
            ["touch likely as before", "display likely as before"]),
        Case(
            "touch of another maker leaves a doubt and stays", [Thing(category: .touch, vendor: "eGalax"), samsung],
            ["touch likely as before", "interactive_panel possible panel:55in+other_touch"]),
        Case("no touch", [samsung], ["display likely as before"]),
        Case(
            "a laptop's own touch screen", [Thing(category: .touch, vendor: "Samsung", external: false), samsung],
            ["touch likely as before", "display likely as before"]),
        Case(
            "both named by a database: the surer one counts",
            [
                Thing(category: .interactivePanel, vendor: "SMART Technologies", confidence: .certain),
                Thing(category: .interactivePanel, vendor: "SMART", inches: 65),
            ], ["interactive_panel certain panel:named+touch"]),
        Case(
            "a board by one maker beside a display by another",
            [Thing(category: .interactivePanel, vendor: "SMART Technologies"), samsung],
            ["interactive_panel likely as before", "display likely as before"]),
        Case(
            "two panels, two controllers",
            [
                Thing(category: .touch, vendor: "LG"), Thing(category: .touch, vendor: "LG"),
                Thing(category: .display, vendor: "LG", inches: 75),
                Thing(category: .display, vendor: "LG", inches: 86),
            ],
            ["interactive_panel likely panel:55in+touch", "interactive_panel likely panel:55in+touch"]),
        Case(
            "one controller does not make two panels",
            [
                Thing(category: .touch, vendor: "LG"), Thing(category: .display, vendor: "LG", inches: 75),
                Thing(category: .display, vendor: "LG", inches: 86),
            ], ["interactive_panel likely panel:55in+touch", "display likely as before"]),
        Case(
            "a projector stays one",
            [Thing(category: .touch, vendor: "Epson"), Thing(category: .projector, vendor: "Epson", inches: 100)],
            ["touch likely as before", "projector likely as before"]),
    ]

    @Test(arguments: cases) func joins(_ example: Case) {
        let left = PanelRule.joined(example.things.map(\.device))
        #expect(left.map { "\($0.category.rawValue) \($0.confidence.rawValue) \($0.rule)" } == example.left)
    }

    @Test(arguments: [
        ("Samsung Electric Company", "SAMSUNG", true), ("LG Electronics", "LG", true), ("", "", false),
        ("Shenzhen A Ltd", "Shenzhen B Ltd", false), ("Guangzhou Shiyuan Electronics", "Shiyuan", true),
        ("LG", "LGX", false),
    ])
    func makersAreAlikeByTheirFirstWord(_ left: String, _ right: String, _ alike: Bool) {
        #expect(PanelRule.areAlike(left, right) == alike)
    }
}
