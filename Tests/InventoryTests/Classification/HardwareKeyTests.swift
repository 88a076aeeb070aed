import Reports
import Testing

@testable import Inventory

@Suite struct HardwareKeyTests {
    @Test(
        arguments: [
            (
                "sorted, without repeats, upper case",
                Evidence(
                    bus: .usb, vendorID: 0x0694, productID: 0x0010,
                    interfaces: [.init(0x0a, 0, 0), .init(2, 2, 1), .init(0x0a, 0, 0)], manufacturer: "LEGO Group",
                    product: "SPIKE Prime"),
                "parta:usb:v0694p0010:if020201:if0A0000:mLEGO Group:nSPIKE Prime"
            ),
            (
                "names cannot forge the key's structure",
                Evidence(
                    bus: .usb, vendorID: 0xfe, productID: 1, manufacturer: "a:if07*[b]?", product: "\\x1b[2J\\x5c…"),
                "parta:usb:v00FEp0001:ma_if07__b__:n__2J__"
            ),
            (
                "no names, no interfaces", Evidence(bus: .usb, vendorID: 0x1a86, productID: 0x7523),
                "parta:usb:v1A86p7523:m:n"
            ),
            (
                "PCI",
                Evidence(
                    bus: .pci, vendorID: 0x8086, productID: 0x9a49, deviceClass: 3, deviceSubclass: 0, deviceProtocol: 0
                ),
                "parta:pci:v8086p9A49:c030000:"
            ),
            (
                "network on PCI",
                Evidence(bus: .pci, vendorID: 0x8086, productID: 0x1521, drivers: ["igb"], children: [.net]),
                "parta:net:v8086p1521:w0:digb"
            ),
            ("network without PCI", Evidence(bus: .network, children: [.wlan]), "parta:net:v0000p0000:w1:d"),
            (
                "display",
                Evidence(
                    bus: .display,
                    display: EDID(makerID: "SAM", productCode: 0x7053, name: "WM55B", diagonalInches: 54.6)),
                "parta:display:mSAM:nWM55B:d055"
            ),
            (
                "input",
                Evidence(
                    bus: .input, vendorID: 1, productID: 1, deviceClass: 0x11, product: "AT Keyboard",
                    children: [.keyboard]),
                "parta:input:b0011v0001p0001:kkeyboard:nAT Keyboard"
            ),
        ] as [(String, Evidence, String)])
    func builds(name: String, evidence: Evidence, key: String) {
        #expect(HardwareKey.key(for: evidence) == key, "\(name)")
    }

    @Test(arguments: [Bus.storage, .power, .gateway])
    func hasNoneForOtherBuses(_ bus: Bus) {
        #expect(HardwareKey.key(for: Evidence(bus: bus)) == nil)
    }

    @Test func anIdAloneMakesTheKeyExplainTakes() {
        #expect(HardwareKey.usb(vendorID: 0x08f7, productID: 3) == "parta:usb:v08F7p0003:m:n")
    }
}
