import FoundationEssentials
import Inventory
import Reports
import Testing

@Suite struct ScanRegionHashTests {
    static let key = RegionHash(key: Data(repeating: 7, count: 32))

    static func scan(_ category: Reports.Category, serial: String?, port: String = "1-2") -> Scan {
        let identity = DeviceIdentity(bus: .usb, maker: "04e8", model: "6860")
        let device = Device(
            id: identity.id(serial: serial, port: port, computer: "pc-1"), category: category, confidence: .possible,
            rule: "x",
            bus: .usb, vendorID: "04e8", productID: "6860", serial: serial, port: port)
        return Scan(computer: Computer(agentVersion: "1"), devices: [device], collectors: [])
    }

    @Test(arguments: Reports.Category.allCases.filter(\.isPersonal))
    func serialsOfPeoplesThingsAreHashed(_ category: Reports.Category) throws {
        let plain = Self.scan(category, serial: "R52N70ABCDE")
        let keyed = plain.applying(regionHash: Self.key, computer: "pc-1")
        #expect(keyed.devices[0].serial == "hash:" + Self.key("R52N70ABCDE", purpose: "serial"))
        #expect(keyed.devices[0].id != plain.devices[0].id, "an id made of a serial without a key can be guessed back")
        #expect(keyed.devices[0].id.utf8.count == 32)
        let elsewhere = Self.scan(category, serial: "R52N70ABCDE", port: "3-1").applying(
            regionHash: Self.key, computer: "pc-2")
        #expect(elsewhere.devices[0].id == keyed.devices[0].id, "moved between PCs it stays one thing")
        #expect(keyed.applying(regionHash: Self.key, computer: "pc-1") == keyed, "applied twice is applied once")
        let text = String(decoding: try ReportCoder.encode(keyed), as: UTF8.self)
        #expect(!text.contains("R52N70ABCDE"))
    }

    @Test func withoutAKeySerialAndIdSayNothing() throws {
        let one = Self.scan(.tablet, serial: "R52N70ABCDE").applying(regionHash: nil, computer: "pc-1")
        let other = Self.scan(.tablet, serial: "R52N70XXYYZ").applying(regionHash: nil, computer: "pc-1")
        #expect(one.devices[0].serial == nil)
        #expect(one == other)
    }

    @Test func othersStayAsTheyAre() {
        for plain in [Self.scan(.roboticsKit, serial: "R52N70ABCDE"), Self.scan(.tablet, serial: nil)] {
            #expect(plain.applying(regionHash: Self.key, computer: "pc-1") == plain)
            #expect(plain.applying(regionHash: nil, computer: "pc-1") == plain)
        }
    }

    @Test("a region's policy hashes or leaves out serials that are nobody's own, too")
    func policies() throws {
        let plain = Self.scan(.roboticsKit, serial: "R52N70ABCDE")
        let hashed = plain.applying(regionHash: Self.key, computer: "pc-1") { _ in .hashed }
        #expect(hashed.devices[0].serial == "hash:" + Self.key("R52N70ABCDE", purpose: "serial"))
        let without = plain.applying(regionHash: Self.key, computer: "pc-1") { _ in .none }
        #expect(without.devices[0].serial == nil)
        let other = Self.scan(.roboticsKit, serial: "R52N70XXYYZ")
        #expect(other.applying(regionHash: Self.key, computer: "pc-1") { _ in .none } == without, "the id says nothing")
        #expect(plain.applying(regionHash: Self.key, computer: "pc-1") { _ in .plain } == plain)
    }
}
