import NIOCore
import Testing
import Udev

@testable import LineTesting

/// Which way packets to one address take.
@Suite struct RouteTowardsTests {
    private static let zero = String(repeating: "0", count: 32)

    private static let ipv4 = [
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
        DefaultRouteTests.ipv4("wlan0", gateway: "FE00000A", metric: 600), DefaultRouteTests.ipv4("eth0"),
        DefaultRouteTests.ipv4(
            "eth0", gateway: "00000000", flags: "0001", destination: "0001A8C0", mask: "00FFFFFF"),
        // 10.77.0.0/16 behind a second router of the school's own network; 192.168.1.128/25 is refused.
        DefaultRouteTests.ipv4("eth0", gateway: "FE01A8C0", destination: "00004D0A", mask: "0000FFFF"),
        DefaultRouteTests.ipv4("eth0", flags: "0201", destination: "00004D0B", mask: "0000FFFF"),
    ]

    private static let ipv6 = [
        // 2001:db8:1::/48 directly, all else by fe80::1.
        "20010db8000100000000000000000000 30 \(zero) 00 \(zero) 00000100 00000001 00000000 00000001 eth0",
        "\(zero) 00 \(zero) 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 eth0",
    ]

    @Test(
        arguments: [
            ("192.0.2.1", DefaultRoute(interface: "eth0", gateway: "192.168.1.1")),
            ("192.168.1.77", DefaultRoute(interface: "eth0", gateway: nil)),
            ("192.168.2.77", DefaultRoute(interface: "eth0", gateway: "192.168.1.1")),
            ("10.77.9.9", DefaultRoute(interface: "eth0", gateway: "192.168.1.254")),
            ("127.0.0.1", DefaultRoute(interface: "lo", gateway: nil)),
            ("2001:db8:1::5", DefaultRoute(interface: "eth0", gateway: nil)),
            (
                "2001:db8:2::5",
                DefaultRoute(interface: "eth0", gateway: "fe80:0000:0000:0000:0000:0000:0000:0001")
            ),
        ] as [(String, DefaultRoute?)])
    func theMostParticularRouteHolds(_ address: String, _ route: DefaultRoute?) throws {
        let tree = try RecordedTree()
        try tree.write(Self.ipv4.joined(separator: "\n"), to: "net/route")
        try tree.write(Self.ipv6.joined(separator: "\n"), to: "net/ipv6_route")
        #expect(try DefaultRoute.towards(SocketAddress(ipAddress: address, port: 1), in: tree.files) == route)
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1"])
    func withoutTablesThereIsNoWay(_ address: String) throws {
        let tree = try RecordedTree()
        let address = try SocketAddress(ipAddress: address, port: 1)
        #expect(DefaultRoute.towards(address, in: tree.files) == nil)
        try tree.write("garbage\n\nmore of it", to: "net/route")
        try tree.write("x\n\(String(repeating: "é 0 ", count: 10))", to: "net/ipv6_route")
        #expect(DefaultRoute.towards(address, in: tree.files) == nil)
    }
}
