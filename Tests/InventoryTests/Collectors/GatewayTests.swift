import Reports
import Testing

@testable import Inventory

@Suite struct GatewayTests {
    static let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"
    static let neighbours = """
        IP address       HW type     Flags       HW address            Mask     Device
        192.168.1.10     0x1         0x2         3c:5a:b4:11:22:33     *        eth0
        192.168.1.1      0x1         0x2         00:1b:21:aa:bb:cc     *        eth0
        192.168.1.11     0x1         0x2         f4:f5:d8:44:55:66     *        eth0

        """

    @Test(
        arguments: [
            (["eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0"], "192.168.1.1"),
            (
                [
                    "wlan0\t00000000\tFE00000A\t0003\t0\t0\t600\t00000000\t0\t0\t0",
                    "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
                ], "192.168.1.1"
            ),
            (["tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0"], nil),
            (["eth0\t0001A8C0\t0101A8C0\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0"], nil), (["garbage"], nil), ([], nil),
        ] as [([String], String?)])
    func theBestDefaultRouteCounts(_ routes: [String], _ address: String?) {
        #expect(DefaultGateway.address(inRoutes: [Self.head] + routes) == address)
    }

    private func system(_ arp: String) throws -> RecordedSystem {
        let system = try RecordedSystem()
        try system.file("proc/net/route", Self.head + "\neth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n")
        try system.file("proc/net/arp", arp)
        return system
    }

    @Test func onlyItsMakerIsReported() throws {
        let system = try system(Self.neighbours)
        let scan = Scanner(
            roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge()
        ).scan()
        let router = try #require(scan.devices.first)
        #expect(scan.devices.count == 1)
        #expect(router.category == .router && router.bus == .gateway && router.vendor == "Intel Corporate")
        #expect(router.network == nil && router.serial == nil && router.port == nil)
        let text = String(decoding: try ReportCoder.encode(scan), as: UTF8.self).lowercased()
        let digits = text.filter { $0 != ":" }
        for part in ["192.168", "3c5ab4", "f4f5d8", "001b21", "112233", "aabbcc", "445566"] {
            #expect(!text.contains(part) && !digits.contains(part), "\(part) is nobody's business")
        }
    }

    @Test func aGatewayWithoutAnAddressIsStillOne() throws {
        for arp in [
            "", "IP\n192.168.1.1 0x1 0x0 00:00:00:00:00:00 * eth0\n", "192.168.1.10 0x1 0x2 3c:5a:b4:11:22:33 * eth0\n",
        ] {
            let system = try system(arp)
            let (exists, mac) = DefaultGateway(roots: system.roots).find()
            #expect(exists && mac == nil, "192.168.1.10 begins like 192.168.1.1, yet is another")
        }
    }
}
