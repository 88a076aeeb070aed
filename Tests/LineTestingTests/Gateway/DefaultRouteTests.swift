import NIOCore
import Testing

@testable import LineTesting

@Suite struct DefaultRouteTests {
    private static let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"
    private static let zero = "00000000000000000000000000000000"

    static func ipv4(
        _ interface: String, gateway: String = "0101A8C0", flags: String = "0003", metric: Int = 100,
        destination: String = "00000000", mask: String = "00000000"
    ) -> String {
        "\(interface)\t\(destination)\t\(gateway)\t\(flags)\t0\t0\t\(metric)\t\(mask)\t0\t0\t0"
    }

    @Test(
        arguments: [
            ("one", [ipv4("eth0")], DefaultRoute(interface: "eth0", gateway: "192.168.1.1")),
            (
                "the lower metric", [ipv4("wlan0", gateway: "FE00000A", metric: 600), ipv4("eth0")],
                DefaultRoute(interface: "eth0", gateway: "192.168.1.1")
            ),
            (
                "a tunnel of lower metric",
                [ipv4("eth0"), ipv4("tun0", gateway: "00000000", flags: "0001", metric: 50)],
                DefaultRoute(interface: "tun0", gateway: nil)
            ),
            (
                "halves of the world over the default",
                [
                    ipv4("eth0", metric: 0), ipv4("tun0", gateway: "0100080A", metric: 0, mask: "00000080"),
                    ipv4("tun0", gateway: "0100080A", metric: 0, destination: "00000080", mask: "00000080"),
                ], DefaultRoute(interface: "tun0", gateway: "10.8.0.1")
            ),
            (
                "a refusal is no route", [ipv4("lo", flags: "0200", metric: 0), ipv4("eth0")],
                DefaultRoute(interface: "eth0", gateway: "192.168.1.1")
            ),
            ("a network's own route", [ipv4("eth0", destination: "0001A8C0", mask: "00FFFFFF")], nil),
            ("garbage", ["garbage", "eth0\tx\ty\tz\t0\t0\t0\t0"], nil), ("nothing", [], nil),
        ] as [(String, [String], DefaultRoute?)])
    func theKernelsChoice(_ name: String, _ lines: [String], _ route: DefaultRoute?) {
        #expect(DefaultRoute.best(ofIPv4: [Self.head] + lines) == route, "\(name)")
    }

    static func ipv6(_ interface: String, hop: String, metric: String = "00000400", flags: String = "00450003")
        -> String
    {
        "\(zero) 00 \(zero) 00 \(hop) \(metric) 00000001 00000000 \(flags) \(interface)"
    }

    @Test func ipv6Routes() {
        let router = "fe8000000000000002005efffe000101"
        let refusal = Self.ipv6("lo", hop: Self.zero, metric: "ffffffff", flags: "00200200")
        #expect(DefaultRoute.best(ofIPv6: [refusal]) == nil)
        #expect(
            DefaultRoute.best(ofIPv6: [refusal, Self.ipv6("eth0", hop: router)])
                == DefaultRoute(interface: "eth0", gateway: "fe80:0000:0000:0000:0200:5eff:fe00:0101"))
        #expect(
            DefaultRoute.best(ofIPv6: [
                Self.ipv6("eth0", hop: router),
                Self.ipv6("tun0", hop: Self.zero, metric: "00000032", flags: "00000001"),
            ]) == DefaultRoute(interface: "tun0", gateway: nil))
    }

    @Test func ipv4ComesFirst() throws {
        let proc = try RecordedTree()
        #expect(DefaultRoute.find(in: proc.files) == nil)
        try proc.write(
            Self.ipv6("eth1", hop: "20010db8000000000000000000000001") + "\n", to: "net/ipv6_route")
        #expect(DefaultRoute.find(in: proc.files)?.interface == "eth1")
        try proc.write(Self.head + "\n" + Self.ipv4("eth0") + "\n", to: "net/route")
        #expect(DefaultRoute.find(in: proc.files)?.interface == "eth0")
    }

    @Test func aLinkLocalRouterIsReachedThroughItsInterface() throws {
        let route = DefaultRoute(interface: "lo", gateway: "fe80:0000:0000:0000:0200:5eff:fe00:0101")
        guard case .v6(let address)? = route.gatewayAddress(port: 53) else {
            Issue.record("no IPv6 address")
            return
        }
        let scope = withUnsafeBytes(of: address.address) { $0.load(fromByteOffset: 24, as: UInt32.self) }
        #expect(scope == 1, "loopback is always the first interface")
        #expect(DefaultRoute(interface: "gone9", gateway: route.gateway).gatewayAddress(port: 53) == nil)
        #expect(DefaultRoute(interface: "tun0", gateway: nil).gatewayAddress(port: 53) == nil)
    }
}
