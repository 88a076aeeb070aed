import LineTesting
import Reports
import Testing

@Suite struct LinkFactsTests {
    private func link(
        of interface: String, station: WiFiStation? = nil, metered: Bool? = nil, _ write: (RecordedTree) throws -> Void
    ) throws -> LineLink {
        let tree = try RecordedTree()
        try write(tree)
        return LinkFacts(sys: tree.files, proc: tree.files) { _ in station }.link(of: interface, metered: metered)
    }

    private static func card(_ name: String, in tree: RecordedTree, driver: String = "e1000e") throws {
        try tree.write("1\n", to: "class/net/\(name)/type")
        try tree.write("INTERFACE=\(name)\nIFINDEX=2\n", to: "class/net/\(name)/uevent")
        try tree.link("class/net/\(name)/device/driver", to: "../../bus/pci/drivers/\(driver)")
    }

    @Test(arguments: [("1000\n", 1_000), ("100\n", 100), ("-1\n", nil), ("", nil)] as [(String, Int?)])
    func aCableHasASpeed(_ text: String, _ speed: Int?) throws {
        let link = try link(of: "eth0", metered: false) {
            try Self.card("eth0", in: $0)
            try $0.write(text, to: "class/net/eth0/speed")
        }
        #expect(link == LineLink(medium: .wired, speedMbps: speed, metered: false))
    }

    @Test func belowABridgeOfAVLANLiesTheCard() throws {
        let link = try link(of: "br0") {
            try $0.write("DEVTYPE=bridge\n", to: "class/net/br0/uevent")
            try $0.write("", to: "class/net/br0/lower_veth1/x")
            try $0.write("1\n", to: "class/net/veth1/type")
            try $0.write("", to: "class/net/br0/lower_eth0.5/x")
            try $0.write("", to: "class/net/eth0.5/lower_eth0/x")
            try Self.card("eth0", in: $0)
            try $0.write("1000\n", to: "class/net/eth0/speed")
        }
        #expect(link == LineLink(medium: .wired, speedMbps: 1_000))
    }

    @Test(arguments: ["phy80211", "wireless", "uevent"]) func wiFiIsKnownByAnyOfItsSigns(_ sign: String) throws {
        let link = try link(of: "wlan0", station: WiFiStation(signalDBm: -61, rateMbps: 72.2)) {
            try Self.card("wlan0", in: $0, driver: "iwlwifi")
            if sign == "uevent" {
                try $0.write("DEVTYPE=wlan\nINTERFACE=wlan0\n", to: "class/net/wlan0/uevent")
            } else {
                try $0.write("", to: "class/net/wlan0/\(sign)/x")
            }
        }
        #expect(link == LineLink(medium: .wifi, wifiSignalDBm: -61, wifiRateMbps: 72.2))
    }

    @Test(
        arguments: [
            (" wlan0: 0000   58.  -52.  -256        0      0      0      0     12        0", -52),
            (" wlan1: 0000   58.  -52.  -256        0      0      0      0     12        0", nil),
            (" wlan0: 0000   58.   40.    0         0      0      0      0     12        0", nil), (" wlan0:", nil),
        ] as [(String, Int?)])
    func signalOfOldDrivers(_ line: String, _ signal: Int?) throws {
        let link = try link(of: "wlan0") {
            try Self.card("wlan0", in: $0)
            try $0.write("", to: "class/net/wlan0/wireless/x")
            try $0.write("Inter-| sta-|\n face | tus |\n\(line)\n", to: "net/wireless")
        }
        #expect(link == LineLink(medium: .wifi, wifiSignalDBm: signal))
    }

    @Test(arguments: ["rndis_host", "ipheth", "cdc_mbim"]) func aTetheredPhoneIsMobile(_ driver: String) throws {
        #expect(try link(of: "usb0") { try Self.card("usb0", in: $0, driver: driver) } == LineLink(medium: .mobile))
    }

    @Test func aModemIsMobile() throws {
        let link = try link(of: "wwan0") {
            try Self.card("wwan0", in: $0)
            try $0.write("DEVTYPE=wwan\n", to: "class/net/wwan0/uevent")
        }
        #expect(link.medium == .mobile)
    }

    @Test func aTunnelIsUnknown() throws {
        let link = try link(of: "tun0") { try $0.write("65534\n", to: "class/net/tun0/type") }
        #expect(link == LineLink())
        #expect(try self.link(of: "gone0") { _ in } == LineLink())
    }

    @Test func aLoopOfLinksEnds() throws {
        let link = try link(of: "a") {
            try $0.write("", to: "class/net/a/lower_b/x")
            try $0.write("", to: "class/net/b/lower_a/x")
        }
        #expect(link == LineLink())
    }
}
