import Testing

@testable import LineTesting

/// Messages as nl80211 of Linux 6.1 lays them out, for a client of an access point.
@Suite struct WiFiStationTests {
    private static let family: UInt16 = 0x1c

    private static func answer(_ info: [NetlinkAttribute]) -> [UInt8] {
        let message = NetlinkMessage(
            type: family, flags: 2, command: 19,
            attributes: [
                NetlinkAttribute(type: 3, value: [3, 0, 0, 0]),
                NetlinkAttribute(type: 6, value: [0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff]),
                NetlinkAttribute(type: 0x8000 | 21, value: info.flatMap { $0.encode() } as [UInt8]),
            ])
        let done = NetlinkMessage(type: NetlinkMessage.done, flags: 2, command: 0)
        return message.encode(sequence: 1) + done.encode(sequence: 1)
    }

    private static func rate(_ attributes: [NetlinkAttribute]) -> NetlinkAttribute {
        NetlinkAttribute(type: 0x8000 | 8, value: attributes.flatMap { $0.encode() } as [UInt8])
    }

    private func station(_ info: [NetlinkAttribute]) -> WiFiStation? {
        WiFiStation.station(in: NetlinkMessage.parse(Self.answer(info)), family: Self.family)
    }

    @Test func signalAndRateAreRead() {
        let signal = NetlinkAttribute(type: 7, value: [UInt8(bitPattern: -58)])
        let wide = NetlinkAttribute(type: 5, value: NetlinkMessage.bytes(UInt32(8_667)))
        let narrow = NetlinkAttribute(type: 1, value: NetlinkMessage.bytes(UInt16(650)))
        #expect(station([signal, Self.rate([narrow, wide])]) == WiFiStation(signalDBm: -58, rateMbps: 866.7))
        #expect(station([Self.rate([narrow])]) == WiFiStation(rateMbps: 65))
        #expect(station([signal]) == WiFiStation(signalDBm: -58))
        #expect(station([]) == WiFiStation())
    }

    @Test func nobodyConnectedIsNoStation() {
        let done = NetlinkMessage(type: NetlinkMessage.done, flags: 2, command: 0).encode(sequence: 1)
        #expect(WiFiStation.station(in: NetlinkMessage.parse(done), family: Self.family) == nil)
    }

    /// Every cut of a good answer, and lengths that lie, are read without a step beyond the end.
    @Test func brokenMessagesGiveWhatIsWhole() {
        let whole = Self.answer([NetlinkAttribute(type: 7, value: [200]), Self.rate([])])
        for length in 0...whole.count { _ = NetlinkMessage.parse(Array(whole.prefix(length))) }
        for index in whole.indices {
            for value: UInt8 in [0, 1, 3, 0xff] {
                var bytes = whole
                bytes[index] = value
                _ = WiFiStation.station(in: NetlinkMessage.parse(bytes), family: Self.family)
            }
        }
        #expect(NetlinkMessage.parse(whole).map(\.type) == [Self.family, NetlinkMessage.done])
    }

    @Test func theQuestionIsTheKernels() {
        let bytes = WiFiStation.familyQuestion.encode(sequence: 1)
        #expect(
            bytes == [
                32, 0, 0, 0, 16, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 12, 0, 2, 0, 0x6e, 0x6c, 0x38, 0x30, 0x32,
                0x31, 0x31, 0,
            ])
    }

    /// The real kernel answers its controller's question about itself, Wi-Fi or none.
    @Test func theKernelAnswers() {
        guard let socket = NetlinkSocket() else {
            Issue.record("the kernel gives no netlink socket")
            return
        }
        let controller = NetlinkMessage(
            type: 16, flags: NetlinkMessage.request, command: 3,
            attributes: [NetlinkAttribute(type: 2, value: Array("nlctrl".utf8) + [0])])
        #expect(WiFiStation.family(in: socket.answers(to: controller)) == 16)
        #expect(WiFiStation.ask("lo") == nil)
    }
}
