import LineTesting
import NIOCore
import NIOPosix
import Testing

@Suite struct OwnTrafficTests {
    private static func reading(_ received: UInt64, _ sent: UInt64, _ interface: String = "eth0") -> OwnTraffic.Reading
    {
        OwnTraffic.Reading(interface: interface, received: received, sent: sent)
    }

    @Test(
        arguments: [
            ("both directions", reading(1_000, 500), reading(251_000, 250_500), 2, 2),
            ("quiet", reading(1_000, 500), reading(1_000, 500), 2, 0),
            ("32 bits begin again", reading(4_294_967_000, 0), reading(249_704, 0), 2, 1),
            ("a driver loaded anew", reading(4_000_000_000_000, 0), reading(10, 0), 2, nil),
            ("a small counter that fell", reading(1_000_000, 0), reading(10, 0), 2, nil),
            ("counters that lie", reading(0, 0), reading(.max, .max), 8, 36_893_488_147_419.1),
            ("another interface", reading(0, 0), reading(1_000, 0, "wlan0"), 2, nil),
            ("no time between", reading(0, 0), reading(1_000, 0), 0, nil),
        ] as [(String, OwnTraffic.Reading, OwnTraffic.Reading, Double, Double?)])
    func twoReadings(
        _ name: String, _ first: OwnTraffic.Reading, _ second: OwnTraffic.Reading, _ seconds: Double, _ mbps: Double?
    ) {
        let found = OwnTraffic.mbps(from: first, to: second, seconds: seconds)
        #expect(found.map { $0.rounded() } == mbps.map { $0.rounded() }, "\(name)")
    }

    @Test(.timeLimit(.minutes(1))) func countersAreReadTwice() async throws {
        let sys = try RecordedTree()
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        #expect(await OwnTraffic.measure("eth0", in: sys.files, over: .milliseconds(1), on: loop) == nil)
        try sys.write("18446744073709551615\n", to: "class/net/eth0/statistics/rx_bytes")
        try sys.write("7\n", to: "class/net/eth0/statistics/tx_bytes")
        #expect(await OwnTraffic.measure("eth0", in: sys.files, over: .milliseconds(1), on: loop) == 0)
        #expect(OwnTraffic.Reading.take(of: "eth0", in: sys.files) == Self.reading(.max, 7))
    }
}
