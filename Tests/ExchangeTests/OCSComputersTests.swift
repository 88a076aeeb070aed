import Foundation
import Reports
import Store
import Testing

@testable import Exchange

@Suite("Computers from OCS's agents")
struct OCSComputersTests {
    private let hash = RegionHash(key: Data(repeating: 7, count: 32))
    private var marks: ComputerMarks { ComputerMarks(hash) }
    private static let uuid = "4C4C4544-0034-5910-8052-B4C04F564432"

    /// As `ocsinventory-agent --local` writes it, shortened.
    private static let file = """
        <?xml version="1.0" encoding="UTF-8"?>
        <REQUEST>
          <CONTENT>
            <ACCESSLOG><LOGDATE>2026-09-01 08:00:00</LOGDATE><USERID>teacher</USERID></ACCESSLOG>
            <ACCOUNTINFO><KEYNAME>FLOOR</KEYNAME><KEYVALUE>2</KEYVALUE></ACCOUNTINFO>
            <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>A-1</KEYVALUE></ACCOUNTINFO>
            <BIOS><ASSETTAG>INV-77</ASSETTAG><BDATE>03/01/2018</BDATE><SMANUFACTURER>Smith &amp; Sons</SMANUFACTURER>
              <SMODEL>OptiPlex 3020</SMODEL><SSN>640HP72</SSN></BIOS>
            <CPUS><CORES>4</CORES><TYPE>Intel(R) Core(TM) i3-4150</TYPE></CPUS>
            <CPUS><TYPE>another</TYPE></CPUS>
            <HARDWARE><MEMORY>3931</MEMORY><NAME>class7</NAME><OSNAME>Microsoft Windows 10 Pro</OSNAME>
              <USERID>teacher</USERID><UUID>\(uuid)</UUID></HARDWARE>
            <SOFTWARES><NAME>a <![CDATA[<b>]]> &#x41;</NAME></SOFTWARES><SOUNDS/>
          </CONTENT>
          <DEVICEID>class7-2026-01-10-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY>
        </REQUEST>
        """

    private func read(_ files: [String: Data], school: String? = nil) throws -> TableContent<RegisteredComputer> {
        try OCSComputers.computers(in: files.keys.sorted(), of: "folder", school: school, marks: marks) {
            try #require(files[$0])
        }
    }

    @Test("an inventory is read but for names of computers, people and programs")
    func inventory() throws {
        let expected = RegisteredComputer(
            school: "A-1", label: "INV-77", serialHash: hash("640HP72", purpose: "dmi_serial"),
            uuidHash: hash(Self.uuid.lowercased(), purpose: "dmi_uuid"), vendor: "Smith & Sons", model: "OptiPlex 3020",
            cpu: "Intel(R) Core(TM) i3-4150", memoryMiB: 3_931, os: "Microsoft Windows 10 Pro", source: .ocs)
        #expect(try read(["pc.ocs": Data(Self.file.utf8)], school: "B-1").values == [expected])
        // As FusionInventory's agents and those of Windows before Unicode write it.
        let fusion = Self.file.replacing("TYPE>", with: "NAME>").replacing("Smith &amp; Sons", with: "Аквариус")
        let latin = try #require(fusion.data(using: .windowsCP1251))
        let computer = try #require(try read(["pc.xml": latin]).values.first)
        #expect(computer.cpu == "Intel(R) Core(TM) i3-4150" && computer.vendor == "Аквариус")
    }

    @Test("Windows' agent packs what it writes")
    func packed() throws {
        let file = try #require(
            Data(
                base64Encoded:
                    "eNqzsa/IzVEoSy0qzszPs1Uy1DNQUkjNS85PycxLt1UKDXHTtVBSsLezCXINDHUNDrGzcfb3C3H1AzKcPP2D7WyCg/3sTJ1dDI2MTSIio2z0QXwbfYicPlytPkw7AC6wH8M="
            ))
        let content = try read(["pc.ocs": file], school: "B-1")
        #expect(content.values.map(\.serialHash) == [hash("5CD1234XYZ", purpose: "dmi_serial")])
        let failure = #expect(throws: ImportFailure.self) { _ = try read(["pc.ocs": file.dropLast(9)], school: "B-1") }
        #expect(failure?.description.contains("cannot be unpacked") == true)
    }

    @Test("a folder is one list: a serial that two of its computers show tells neither")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-ocs-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        #expect(throws: ImportFailure.self) { _ = try OCSComputers.computers(at: path, marks: marks) }
        let bare = Self.file.replacing(Self.uuid, with: "").replacing("INV-77", with: "To be filled by O.E.M.")
        for (name, text) in [("a.ocs", Self.file), ("b.OCS", bare), ("c.xml", bare), ("notes.txt", "none")] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        #expect(OCSComputers.areIn(path) && OCSComputers.areIn("x.OCS") && !OCSComputers.areIn("x.csv"))
        let content = try OCSComputers.computers(at: path, marks: marks)
        #expect(content.values.map(\.label) == ["INV-77"] && content.values.first?.serialHash == nil)
        #expect(content.values.first?.uuidHash != nil)
        #expect(content.warnings.map(\.message).first?.hasPrefix("left out 2 ") == true)
        #expect(try OCSComputers.computers(at: path + "/a.ocs", marks: marks).values.first?.serialHash != nil)
    }

    @Test(
        "what is no whole inventory is refused, with the file and the line",
        arguments: [
            ("<REQUEST><CONTENT>\n<BIOS>", "pc.ocs: line 2 ends in the middle"),
            ("<REQUEST><CONTENT>\n</BIOS></REQUEST>", "line 2 closes \"BIOS\""),
            ("<!DOCTYPE r [<!ENTITY a \"b\">]><REQUEST/>", "document type"),
            ("<REQUEST>&lol;</REQUEST>", "&lol;"), ("<html></html>", "no inventory of OCS: it begins with html"),
            ("<REQUEST/><REQUEST/>", "more than one root"), ("hello", "outside"), ("", "cut off"),
            ("<REQUEST a='>' b=\"/\"/>", "no TAG that names its school"),
            (String(repeating: "<REQUEST>", count: 40), "deep"), ("<REQUEST x", "within a tag"),
            ("<REQUEST><>", "without a name"),
            ("<REQUEST><!-- ", "cut off"), ("<REQUEST>&amp", "begins nothing"),
            ("<REQUEST><A <B></REQUEST>", "< within"),
        ])
    func refused(_ text: String, _ words: String) throws {
        let failure = #expect(throws: ImportFailure.self) { _ = try read(["pc.ocs": Data(text.utf8)]) }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }
}
