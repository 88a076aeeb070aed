import FoundationEssentials
import Testing

@testable import Reports

@Suite("Signs of life read in one pass")
struct PlainReportTests {
    private static let agent = SigningKey().publicKey.agentID

    private static func time(_ seconds: Double, monotonic: Double = 4211.5, boot: String = "b") -> ObservedTime {
        ObservedTime(bootID: boot, monotonic: monotonic, wallClock: Date(timeIntervalSince1970: seconds))
    }

    private static func report(_ days: [DeviceDay]?, digest: String? = nil) -> Report {
        Report(
            agent: agent, stream: "000102030405060708090a0b0c0d0e0f", seq: 7, sealedAt: time(1_795_000_000),
            deviceDays: days, devicesDigest: digest, devicesSeq: digest.map { _ in 1 })
    }

    @Test(
        "they are what a decoder for anything reads",
        arguments: [
            0, 1, 951_782_400, 951_868_799, 1_709_164_800, 1_795_000_000, 4_102_444_799,
        ] as [Double], [0, 1, 0.25, 12.34, 4211.5, 987_654_321.01, 1_234_567.891, 0.1, 0.3] as [Double])
    func same(seconds: Double, monotonic: Double) throws {
        let day = DeviceDay(
            device: "d", day: "2026-11-18", first: Self.time(seconds, monotonic: monotonic),
            last: Self.time(seconds + 61, monotonic: monotonic, boot: "other"), minutes: 45, timesPlugged: 0)
        var estimated = day
        estimated.timeEstimated = true
        for report in [
            Self.report(nil), Self.report([]),
            Self.report([day, day, estimated], digest: "00112233445566778899aabbccddeeff"),
        ] {
            let json = try ReportCoder.encode(report)
            let read = try #require(PlainReport.read(json))
            #expect(read == report)
            #expect(try ReportCoder.decode(Report.self, from: json) == read)
        }
    }

    @Test(
        "whatever is written otherwise is left to that decoder",
        arguments: [
            (#""seq":7"#, #""seq":7.0"#), (#""seq":7"#, #""seq":7e0"#), (#""seq":7"#, #""seq": 7"#),
            (#""seq":7"#, #""seq":-7"#), (#""seq":7"#, #""seq":07"#), (#""seq":7"#, #""seq":null"#),
            (#""seq":7"#, #""seq":"7""#),
            (#""seq":7"#, #""seq":1234567890123456"#), (#""seq":7,"#, ""),
            (#""seq":7"#, #""seq":7,"later":1"#),
            (#""monotonic":4211.5"#, #""monotonic":4211.5e0"#),
            (#""monotonic":4211.5"#, #""monotonic":1.234567890123456789"#),
            (#""boot_id":"b""#, #""boot_id":"\u0062""#), (#""boot_id":"b""#, #""boot_id":"ә""#),
            (#"2026-11-18T11:06:40Z"#, #"2026-11-18T11:06:40+00:00"#),
            (#"2026-11-18T11:06:40Z"#, #"2026-11-18T11:06:40.5Z"#),
            (#"2026-11-18T11:06:40Z"#, #"2026-02-30T11:06:40Z"#),
            (#"2026-11-18T11:06:40Z"#, #"2026-11-18T11:06:60Z"#),
            (#"2026-11-18T11:06:40Z"#, #"1969-11-18T11:06:40Z"#), (#""agent":""#, #""agent":"G"#),
            (#"Z"}"#, #"Z"} "#), (#"Z"}"#, #"Z""#),
            (#""version":1"#, #""slots_dropped":1,"version":1"#),
            (#""device_days":[]"#, #""device_days":null"#),
        ])
    func left(_ plain: String, _ other: String) throws {
        let text = String(decoding: try ReportCoder.encode(Self.report([])), as: UTF8.self)
        try #require(text.contains(plain))
        #expect(PlainReport.read(Data(text.utf8)) != nil)
        #expect(PlainReport.read(Data(text.replacing(plain, with: other, maxReplacements: 1).utf8)) == nil)
    }

    @Test("no beginning of one, and no byte of one changed, is read otherwise than by that decoder")
    func broken() throws {
        let day = DeviceDay(
            device: "d", day: "2026-11-18", first: Self.time(1_795_000_000), last: Self.time(1_795_000_061), minutes: 4,
            timesPlugged: 0)
        let json = try ReportCoder.encode(Self.report([day], digest: "00"))
        for count in 0..<json.count { #expect(PlainReport.read(json.prefix(count)) == nil) }
        for index in json.indices {
            for byte in "09x\",".utf8 {
                var changed = json
                changed[index] = byte
                // As everywhere: bounds first, which know JSON.
                guard let unknown = try? JSONBounds.fromAgents.check(changed, against: .anything),
                    unknown.isEmpty, let read = PlainReport.read(changed)
                else { continue }
                #expect(try ReportCoder.decode(Report.self, from: changed) == read)
            }
        }
    }

    @Test("an envelope with one opens to the same report, and its header is read in both ways of writing it")
    func envelopes() throws {
        let key = SigningKey()
        var report = Self.report(nil)
        report.agent = key.publicKey.agentID
        let sealed = try Envelope.seal(report, kind: .report, with: key)
        #expect(sealed.keyID == report.agent && sealed.kind == .report)
        let opened = try sealed.open(Report.self, kind: .report, with: key.publicKey, against: .anything)
        #expect(opened.value == report)
        let parts = sealed.text.split(separator: ".")
        let spaced = Base64URL.encode(
            Data(#"{"typ":"parta-report", "kid":"\#(report.agent.text)","alg":"EdDSA"}"#.utf8))
        let other = try Envelope(text: "\(spaced).\(parts[1]).\(parts[2])")
        #expect(other.keyID == report.agent && other.kind == .report)
        #expect(throws: EnvelopeFailure.badHeader) {
            let header = #"{"alg":"none","kid":"\#(report.agent.text)","typ":"parta-report"}"#
            return try Envelope(text: "\(Base64URL.encode(Data(header.utf8))).\(parts[1]).\(parts[2])")
        }
    }
}
