import Foundation
import Reports
import Store
import Testing

@testable import Exchange

@Suite("GLPI inventories")
struct GLPIInventoryTests {
    private static let schema: JSONValue = {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/glpi/inventory.schema.excerpt.json")
        return (try? JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: path))) ?? .null
    }()

    private static let agent = AgentID(publicKey: Data(repeating: 7, count: 32))
    private static let computer = ComputerRow(
        agent: agent, school: "A-1", schoolName: "Тірек", room: "214",
        label: "000123", vendor: "Dell", model: "OptiPlex 3050", chassis: "Desktop", cpu: "Intel i3", cpuCount: 4,
        memoryMiB: 7_908, os: "Debian GNU/Linux 12", kernel: "6.1.0", architecture: "amd64", agentVersion: "1",
        pedagogical: true, devices: 4, live: true)

    private static func device(
        _ id: String, _ category: Reports.Category, _ bus: Bus, product: String?, serial: String? = nil,
        attached: Bool = true
    ) -> DeviceRow {
        DeviceRow(
            id: id, school: "A-1", schoolName: "Тірек", agent: agent, category: category, confidence: .certain,
            rule: "r", bus: bus, vendorID: "0694", productID: "0010", vendor: nil, product: product, serial: serial,
            pedagogical: true, attached: attached, firstSeen: Date(timeIntervalSince1970: 0),
            lastSeen: Date(timeIntervalSince1970: 0), daysSeen: 1, minutes: 1)
    }

    private static let devices = [
        device("1", .roboticsKit, .usb, product: "SPIKE Prime", serial: "A1"),
        device("2", .tablet, .usb, product: "Galaxy Tab", serial: "hash:abc"),
        device("3", .printer, .usb, product: "LaserJet"), device("4", .display, .display, product: "P2419H"),
        device("5", .touch, .input, product: "Touch"), device("6", .networkAdapter, .pci, product: "Ethernet"),
        device("7", .camera, .usb, product: nil), device("8", .camera, .usb, product: "Webcam", attached: false),
    ]

    private func inventory() throws -> (JSONValue, GLPIInventory.Dropped) {
        var dropped = GLPIInventory.Dropped()
        let inventory = GLPIInventory(Self.computer, of: Self.agent, devices: Self.devices, dropped: &dropped)
        return (try JSONDecoder().decode(JSONValue.self, from: inventory.json()), dropped)
    }

    @Test("an inventory is valid by the published schema and says nothing that it does not name")
    func valid() throws {
        let (json, _) = try inventory()
        #expect(json.faults(by: Self.schema, in: Self.schema).isEmpty)
        guard case .object(let fields) = json, case .object(let content)? = fields["content"] else {
            Issue.record("no content")
            return
        }
        for section in ["usbdevices", "monitors", "printers", "inputs", "cpus"] {
            guard case .array(let items)? = content[section] else {
                Issue.record("no \(section)")
                continue
            }
            #expect(!items.isEmpty, "\(section)")
        }
    }

    @Test("the schema's reader sees faults")
    func readerSeesFaults() throws {
        for wrong in [
            #"{"deviceid": "x"}"#, #"{"deviceid": 1, "content": {"versionclient": "x"}}"#,
            #"{"deviceid": "x", "content": {"versionclient": "x", "cpus": [{"arch": "amd64"}]}}"#,
            #"{"deviceid": "x", "content": {"versionclient": "x", "printers": [{}]}}"#,
            #"{"deviceid": "x", "content": {"versionclient": "x", "rooms": []}}"#,
        ] {
            let json = try JSONDecoder().decode(JSONValue.self, from: Data(wrong.utf8))
            #expect(json.faults(by: Self.schema, in: Self.schema).count == 1, "\(wrong)")
        }
    }

    @Test("what GLPI would drop is counted by reason")
    func dropped() throws {
        let (_, dropped) = try inventory()
        #expect(dropped.absent == 1 && dropped.homeless == 1 && dropped.nameless == 1 && dropped.hashedSerials == 1)
        #expect(dropped.sentences.count == 4)
        #expect(GLPIInventory.Dropped().sentences.isEmpty)
    }
}

/// The part of JSON Schema (draft 7) that the published schema uses: type, required, properties, items, pattern and references to
/// definitions.
extension JSONValue {
    fileprivate func faults(by schema: JSONValue, in root: JSONValue, at path: String = "$") -> [String] {
        if case .text(let reference)? = schema["$ref"], let name = reference.split(separator: "/").last,
            let definition = root["definitions"]?[String(name)]
        {
            return faults(by: definition, in: root, at: path)
        }
        if case .text(let type)? = schema["type"], type != self.type { return ["\(path) is no \(type)"] }
        if case .text(let pattern)? = schema["pattern"], case .text(let text) = self,
            (try? Regex(pattern).firstMatch(in: text)) == nil
        {
            return ["\(path) does not match \(pattern)"]
        }
        switch self {
        case .array(let items):
            guard let schema = schema["items"] else { return [] }
            return items.enumerated().flatMap { $1.faults(by: schema, in: root, at: "\(path)[\($0)]") }
        case .object(let fields):
            var faults: [String] = []
            if case .array(let required)? = schema["required"] {
                for case .text(let name) in required where fields[name] == nil {
                    faults.append("\(path) has no \(name)")
                }
            }
            for (name, value) in fields {
                guard let property = schema["properties"]?[name] else {
                    faults.append("\(path).\(name) is not named")
                    continue
                }
                faults += value.faults(by: property, in: root, at: "\(path).\(name)")
            }
            return faults
        default: return []
        }
    }

    private var type: String {
        switch self {
        case .null: "null"
        case .flag: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .text: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
