import NIOCore
import Testing

@testable import NDT7

@Suite struct MeasurementTests {
    @Test func everyKeyIsOptional() throws {
        #expect(try Measurement(json: "{}".utf8) == Measurement())
        let sparse = try Measurement(json: #"{"TCPInfo":{"BytesReceived":5},"Unknown":[1]}"#.utf8)
        #expect(sparse.tcpInfo?.bytesReceived == 5)
        #expect(sparse.tcpInfo?.elapsedTime == nil)
        #expect(sparse.bbrInfo == nil)
    }

    /// Keys and shapes as the reference server writes them.
    @Test func readsTheReferenceServersMessage() throws {
        let text = """
            {"ConnectionInfo":{"Client":"192.0.2.1:37362","Server":"192.0.2.2:443","UUID":"h_1613_00000000000DD5B1",\
            "StartTime":"2026-01-02T03:04:05.678901234Z"},"BBRInfo":{"BW":3145728,"MinRTT":8024,"PacingGain":739,\
            "CwndGain":739,"ElapsedTime":251203},"TCPInfo":{"State":1,"PacingRate":-1,"MaxPacingRate":-1,"RTT":8560,\
            "MinRTT":8024,"BytesAcked":4096,"BytesReceived":731,"BytesSent":5120,"BytesRetrans":1024,"BusyTime":8000,\
            "ElapsedTime":251203}}
            """
        let measurement = try Measurement(json: text.utf8)
        #expect(measurement.connectionInfo?.uuid == "h_1613_00000000000DD5B1")
        #expect(measurement.bbrInfo?.bandwidth == 3_145_728)
        #expect(measurement.tcpInfo?.maxPacingRate == -1)
        #expect(measurement.tcpInfo?.bytesRetrans == 1024)
        #expect(measurement.origin == nil)
        #expect(try Measurement(json: measurement.json()) == measurement)
    }

    @Test(
        "refuses what is no measurement",
        arguments: [
            "", "[]", "null", "{\"TCPInfo\":1}", "{\"TCPInfo\":{\"RTT\":1e300}}", "{\"TCPInfo\":{\"RTT\":\"5\"}}",
        ])
    func refuses(text: String) {
        #expect(throws: (any Error).self) { try Measurement(json: text.utf8) }
    }

    @Test func messagesDoubleAtASixteenthOfTheTotal() {
        var scaling = MessageScaling()
        #expect(scaling.messageBytes == 8192)
        var sizes: [Int: Int] = [:]
        while scaling.totalBytes < 64 << 20 {
            let size = scaling.messageBytes
            let grows = scaling.sent()
            sizes[size, default: 0] += 1
            #expect(grows == (size < 1 << 20 && size <= scaling.totalBytes / 16))
            #expect(scaling.messageBytes == (grows ? size * 2 : size))
        }
        // 16 of the first size; from there on 8 more make the total sixteen times the next.
        #expect(sizes[8192] == 16)
        #expect(sizes[16_384] == 8)
        #expect(sizes.keys.max() == 1 << 20)
    }

    @Test func theCadenceIsPoissonWithinItsBounds() {
        let cadence = MeasurementCadence()
        var generator = SplitMix(state: 1)
        let gaps = (0..<20_000).map { _ in Double(cadence.next(.random(in: 0..<1, using: &generator)).nanoseconds) / 1e6
        }
        #expect(gaps.allSatisfy { (125...400).contains($0) })
        let atMinimum = Double(gaps.count { $0 == 125 }) / 20_000
        let atMaximum = Double(gaps.count { $0 == 400 }) / 20_000
        // 1 - exp(-125/250) and exp(-400/250).
        #expect(abs(atMinimum - 0.3935) < 0.01)
        #expect(abs(atMaximum - 0.2019) < 0.01)
    }

    // MARK: - The upload's rate

    static func info(received: Int64?, microseconds: Int64?) -> TCPInfo {
        var info = TCPInfo()
        info.bytesReceived = received
        info.elapsedTime = microseconds
        return info
    }

    @Test(
        "believes only what can be true",
        arguments: [
            (1_000_000, 5_000_000, true), (2_000_000, 5_000_000, true), (2_000_001, 5_000_000, false),
            (-1, 5_000_000, false), (1_000_000, 0, false), (1_000_000, -5, false), (1_000_000, 1, false),
            (1_000_000, 2_500_000, true), (1_000_000, 1_000_000, false), (1_000_000, 8_100_000, false),
            (nil, 5_000_000, false), (1_000_000, nil, false), (Int64.max, Int64.max, false),
        ] as [(Int64?, Int64?, Bool)])
    func plausible(received: Int64?, microseconds: Int64?, isPlausible: Bool) {
        let local = UploadRate.Local(elapsedSeconds: 5, bytesSent: 2_000_000, bytesAcked: 1_900_000)
        let info = Self.info(received: received, microseconds: microseconds)
        #expect(UploadRate.isPlausible(info, local: local) == isPlausible)
    }

    @Test func theReceiversCountDecides() {
        let local = UploadRate.Local(elapsedSeconds: 10, bytesSent: 3_000_000, bytesAcked: 2_800_000)
        let server = Self.info(received: 2_500_000, microseconds: 9_000_000)
        #expect(
            UploadRate.make(server: server, sawImplausible: false, local: local)
                == UploadRate(bytes: 2_500_000, elapsedSeconds: 9, warning: nil))
        let without = UploadRate.make(server: nil, sawImplausible: false, local: local)
        #expect(without.bytes == 2_800_000)
        #expect(without.elapsedSeconds == 10)
        #expect(without.warning?.contains("did not count") == true)
        #expect(
            UploadRate.make(server: nil, sawImplausible: true, local: local).warning?.contains("cannot be true") == true
        )
    }
}
