import Exchange
import Foundation
import Reports
import Store
import Testing

@Suite("Computers from CSV, OCS and GLPI")
struct ComputerListTests {
    private let hash = RegionHash(key: Data(repeating: 7, count: 32))
    private var marks: ComputerMarks { ComputerMarks(hash) }
    private static let uuid = "4C4C4544-0034-5910-8052-B4C04F564432"

    private func table(_ text: String, school: String? = nil) throws -> TableContent<RegisteredComputer> {
        try ComputerTableReader(school: school, marks: marks).computers(in: TableSource(Data(text.utf8), file: "f.csv"))
    }

    private func glpi(_ text: String, school: String? = nil) throws -> TableContent<RegisteredComputer> {
        try GLPIComputers.computers(in: Data(text.utf8), file: "f.json", school: school, marks: marks)
    }

    @Test("every column of ours is read; serial and UUID are hashed as agents hash them")
    func ours() throws {
        let content = try table(
            """
            school,room,label,serial,uuid,vendor,model,cpu,memory_mib,os,purchased_on,pedagogical
            A-1,5,W-1,SN-123,\(Self.uuid),Acme,Old,slow,2048,windows 7,2012-08-01,no
            """)
        #expect(
            content.values == [
                RegisteredComputer(
                    school: "A-1", room: "5", label: "W-1", serialHash: hash("SN-123", purpose: "dmi_serial"),
                    uuidHash: hash(Self.uuid.lowercased(), purpose: "dmi_uuid"), vendor: "Acme", model: "Old",
                    cpu: "slow", memoryMiB: 2_048, os: "windows 7", purchasedOn: "2012-08-01", pedagogical: false)
            ])
    }

    @Test("the table that OCS's console exports is read by its headings")
    func ocs() throws {
        let content = try table(
            """
            Account info: TAG;Computer;Operating system;RAM (MB);Serial number;Manufacturer;Model;UUID
            A-1;CLASS-7;Microsoft Windows 10 Pro;4096;5CD1234XYZ;HP;ProDesk;\(Self.uuid)
            """)
        let computer = try #require(content.values.first)
        #expect(computer.source == .ocs && computer.school == "A-1" && computer.memoryMiB == 4_096)
        #expect(computer.os == "Microsoft Windows 10 Pro" && computer.vendor == "HP" && computer.label == nil)
        #expect(computer.serialHash == hash("5CD1234XYZ", purpose: "dmi_serial"))
        // The computer's name is nobody's business.
        #expect(content.ignoredColumns == ["Computer"])
    }

    @Test("a serial that several computers show, or that is a word, tells nothing")
    func junk() throws {
        let content = try table(
            """
            label,serial
            1,To be filled by O.E.M.
            2,ABC-123
            3,ABC-123
            4,0000
            """, school: "A")
        #expect(content.values.map(\.serialHash) == [nil, nil, nil, nil])
        #expect(content.values.map(\.label) == ["1", "2", "3", "4"])
    }

    @Test(
        "a fault names what is wrong",
        arguments: [
            ("school,label\nA,\n", "a computer needs a label, a serial or a UUID"),
            ("label\n1\n", "no column \"school\""), ("school,room\nA,1\n", "no column \"label\""),
            ("school,label,memory_mib\nA,1,much\n", "(memory_mib): \"much\" is not a whole number"),
        ])
    func faults(_ text: String, _ sentence: String) throws {
        let failure = #expect(throws: ImportFailure.self) { _ = try table(text) }
        #expect(failure?.description.contains(sentence) == true, "\(failure?.description ?? "")")
    }

    /// As a GLPI agent writes it (inventory.schema.json), shortened.
    private static let item = """
        {"action": "inventory", "deviceid": "class7-2026-01-10-08-00-00", "itemtype": "Computer", "tag": "A-1",
         "content": {
          "bios": {"assettag": "INV-77", "bdate": "2018-03-01", "smanufacturer": "Dell Inc.", "smodel": "OptiPlex 3020",
                   "ssn": "640HP72"},
          "cpus": [{"core": 4, "name": "Intel(R) Core(TM) i3-4150", "speed": 3500}],
          "hardware": {"chassis_type": "Desktop", "memory": 3931, "name": "class7", "uuid": "\(uuid)"},
          "memories": [{"capacity": 4096, "type": "DDR3"}],
          "operatingsystem": {"full_name": "Windows 10 Pro", "name": "Windows", "version": "10"},
          "users": [{"login": "teacher"}], "versionclient": "GLPI-Agent_v1.7"}}
        """

    @Test("GLPI's inventory is read, one or a list, but for names")
    func glpiInventory() throws {
        let expected = RegisteredComputer(
            school: "A-1", label: "INV-77", serialHash: hash("640HP72", purpose: "dmi_serial"),
            uuidHash: hash(Self.uuid.lowercased(), purpose: "dmi_uuid"), vendor: "Dell Inc.", model: "OptiPlex 3020",
            cpu: "Intel(R) Core(TM) i3-4150", memoryMiB: 3_931, os: "Windows 10 Pro", source: .glpi)
        #expect(try glpi(Self.item).values == [expected])
        let bare =
            #"{"itemtype":"Computer","content":{"bios":{"ssn":"9ZZZ123"},"memories":[{"capacity":2048},{"capacity":2048}]}}"#
        let printer = #"{"itemtype":"Printer","tag":"A-1","content":{}}"#
        let list = try glpi(" [\(Self.item), \(bare), \(printer)]", school: "B-1")
        #expect(list.values.count == 2 && list.values.last?.school == "B-1" && list.values.last?.memoryMiB == 4_096)
        #expect(list.warnings.first?.message.hasPrefix("left out 1 that are no computers") == true)
    }

    @Test(
        "a file that is no inventory is refused",
        arguments: [
            ("{\"itemtype\": \"Comp", "cut off"), ("[]x", "not JSON"), ("", "not JSON"),
            (#"{"content":{"hardware":{"memory":"much"}}}"#, "content.hardware.memory"),
            (#"{"content":{"bios":{"ssn":"9ZZZ123"}}}"#, "give --school"),
        ])
    func refused(_ text: String, _ word: String) throws {
        let failure = #expect(throws: ImportFailure.self) { _ = try glpi(text) }
        #expect(failure?.description.contains(word) == true, "\(failure?.description ?? "")")
    }
}
