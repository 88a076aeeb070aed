import FoundationEssentials
import LineTesting
import Reports
import Testing

@Suite struct GatewayIdentityTests {
    private let hash = RegionHash(key: Data(repeating: 7, count: 32))
    private let route = DefaultRoute(interface: "eth0", gateway: "192.168.1.1")

    private func identity(_ neighbours: [String]) throws -> String? {
        let proc = try RecordedTree()
        let head = "IP address       HW type     Flags       HW address            Mask     Device"
        try proc.write(([head] + neighbours).joined(separator: "\n") + "\n", to: "net/arp")
        return GatewayIdentity.hash(of: route, in: proc.files, by: hash)
    }

    @Test func theRoutersHardwareAddressIsHashed() throws {
        let found = try identity([
            "192.168.1.10     0x1         0x2         3c:5a:b4:11:22:33     *        eth0",
            "192.168.1.1      0x1         0x2         00:1b:21:aa:bb:01     *        wlan0",
            "192.168.1.1      0x1         0x2         00:1B:21:AA:BB:CC     *        eth0",
        ])
        #expect(found == hash("00:1b:21:aa:bb:cc", purpose: "gateway"))
        #expect(found != hash("192.168.1.1", purpose: "gateway"))
    }

    @Test(arguments: [
        "192.168.1.1      0x1         0x0         00:00:00:00:00:00     *        eth0",
        "192.168.1.1      0x1         0x2         00:00:00:00:00:00     *        eth0",
        "192.168.1.1      0x1         0x0         00:1b:21:aa:bb:cc     *        eth0",
        "192.168.1.10     0x1         0x2         00:1b:21:aa:bb:cc     *        eth0",
        "192.168.1.1      0x1         0x2         00:1b:21:aa:bb:cc     *        weth0",
        "192.168.1.1 eth0", "",
    ])
    func whatIsNotKnownIsNotHashed(_ neighbour: String) throws {
        #expect(try identity([neighbour]) == nil, "never the IP address alone")
    }

    @Test func aTunnelHasNoIdentity() throws {
        let proc = try RecordedTree()
        #expect(
            GatewayIdentity.hash(of: DefaultRoute(interface: "tun0", gateway: nil), in: proc.files, by: hash) == nil)
        #expect(GatewayIdentity.hash(of: route, in: proc.files, by: hash) == nil, "no table at all")
    }
}
