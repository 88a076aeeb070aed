import FoundationEssentials
import Reports
import Testing

@testable import Inventory

@Suite struct DeviceIdentityTests {
    static let tablet = DeviceIdentity(bus: .usb, maker: "04e8", model: "6860")

    @Test func aTrustedSerialFollowsTheDevice() {
        let here = Self.tablet.id(serial: "R52N70ABCDE", port: "1-2", computer: "pc-1")
        #expect(here == Self.tablet.id(serial: "R52N70ABCDE", port: "3-1.4", computer: "pc-2"))
        #expect(here != Self.tablet.id(serial: "R52N70ABCDF", port: "1-2", computer: "pc-1"))
        #expect(here.utf8.count == 32 && here.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }

    @Test func withoutOneThePlaceDecides() {
        let here = Self.tablet.id(serial: nil, port: "1-2", computer: "pc-1")
        #expect(here == Self.tablet.id(serial: nil, port: "1-2", computer: "pc-1"))
        #expect(here != Self.tablet.id(serial: nil, port: "1-3", computer: "pc-1"))
        #expect(
            here != Self.tablet.id(serial: nil, port: "1-2", computer: "pc-2"),
            "the same dongle in 30 PCs is 30 dongles")
    }

    @Test func partsCannotRunTogether() {
        let one = DeviceIdentity(bus: .usb, maker: "ab", model: "c").id(serial: nil, port: "1", computer: "x")
        let other = DeviceIdentity(bus: .usb, maker: "a", model: "bc").id(serial: nil, port: "1", computer: "x")
        #expect(one != other)
    }

    @Test(arguments: [
        "R52N70ABCDE", "E0D55EA573BCF45119A8042F", "85334343638351804042", "4C530001230413117323",
        "9901000000004e450045000c0000000a",
    ])
    func realSerialsAreTrusted(_ serial: String) { #expect(SerialTrust.trusted(serial) == serial) }

    @Test(arguments: [
        "", "1", "abc", "0000000000", "FFFFFFFF", "0123456789ABCDEF", "123456789", "12345678", "987654321",
        "To be filled by O.E.M.",
        "Default string", "None", "n/a", "0001", "00000000001", "----", "  - -", "hash:0123", "xxxxxxxx", "23456789ab",
        "overlayblk", "00000012",
    ])
    func rubbishIsNot(_ serial: String) { #expect(SerialTrust.trusted(serial) == nil) }

    @Test(arguments: [
        ("4C4C4544-0042-3510-8052-B7C04F4D3232", true), ("03000200-0400-0500-0006-000700080009", false),
        ("00000000-0000-0000-0000-000000000000", false), ("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", false),
        ("Not Settable", false), ("", false),
    ])
    func firmwareUUIDs(_ uuid: String, isTrusted: Bool) {
        #expect((SerialTrust.trustedUUID(uuid) != nil) == isTrusted)
    }

    @Test func twoOfOneSerialProveItUseless() {
        let twins = ["1-1", "1-2"].map { port in
            Device(
                id: Self.tablet.id(serial: "SAMESERIAL9", port: port, computer: "pc-1"), category: .storage,
                confidence: .likely,
                rule: "x", bus: .usb, vendorID: "04e8", productID: "6860", serial: "SAMESERIAL9", port: port)
        }
        let parted = DeviceIdentity.separateDuplicates(twins, computer: "pc-1")
        #expect(Set(parted.map(\.id)).count == 2)
        #expect(parted.allSatisfy { $0.serial == nil })
        #expect(DeviceIdentity.separateDuplicates([twins[0]], computer: "pc-1") == [twins[0]])
    }
}
