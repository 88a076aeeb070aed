import FoundationEssentials
import Testing

@testable import Reports

@Suite("The wire form")
struct CodingTests {
    @Test("keys are the promised ones")
    func keys() throws {
        let agent = SigningKey().publicKey.agentID
        let json = String(decoding: try ReportCoder.encode(Sample.report(agent: agent)), as: UTF8.self)
        let promised = [
            "agent", "stream", "seq", "boot_id", "monotonic", "wall_clock", "category", "confidence", "rule", "bus",
            "vendor_id", "product_id", "vendor", "product", "port", "driver", "pedagogical", "download_mbps",
            "upload_mbps", "bytes_received", "bytes_sent", "stopped_early", "verdict", "method", "server",
        ]
        for key in promised { #expect(json.contains("\"\(key)\":"), "missing \(key)") }
        #expect(json.contains(#""wall_clock":"2026-11-18T11:06:40Z""#))
    }

    @Test("a field from a newer program is skipped")
    func unknownFields() throws {
        let agent = SigningKey().publicKey.agentID
        let report = Sample.report(agent: agent)
        var json = String(decoding: try ReportCoder.encode(report), as: UTF8.self)
        json = json.replacing("\"agent\":", with: "\"later\":{\"x\":[1]},\"agent\":", maxReplacements: 1)
        #expect(try ReportCoder.decode(Report.self, from: Data(json.utf8)) == report)
    }

    @Test(
        "base64url reads only its own canonical form",
        arguments: [
            ("", true), ("AA", true), ("AB", false), ("AA==", false), ("A", false), ("a+b/", false), ("a-b_", true),
            ("AAA", true), ("AAB", false), ("AAAAAA", true), ("AAAAAB", false), ("AA=A", false), ("AAAAA", false),
            ("AA\u{e9}", false), ("AAAA\n", false), ("AAA ", false),
        ])
    func base64(text: String, isValid: Bool) {
        #expect((Base64URL.decode(text) != nil) == isValid)
    }

    @Test("base64url gives back the bytes it was given", arguments: 0...70)
    func base64(count: Int) {
        let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 * 89 + count) })
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }

    @Test("a message goes as gzip where that is shorter")
    func packed() throws {
        let agent = SigningKey()
        let report = try Envelope.seal(Sample.report(agent: agent.publicKey.agentID), kind: .report, with: agent)
        let plain = Data(report.text.utf8)
        let packed = try PackedBody(plain)
        #expect(packed.isGzip && packed.data.count < plain.count * 9 / 10)
        #expect(try Gzip.decompress(packed.data, limitBytes: plain.count) == plain)
        for short in [Data(), Data("short".utf8), Data(Base64URL.encode(Data(repeating: 1, count: 20)).utf8)] {
            let packed = try PackedBody(short)
            #expect(!packed.isGzip && packed.data == short)
        }
    }

    @Test(
        "a day is read by its ten bytes",
        arguments: [
            ("2026-11-24", true), ("0000-99-99", true), ("2026-11-2", false), ("2026-11-240", false),
            ("2026/11/24", false), ("2026-1a-24", false), ("", false), ("-026-11-24", false),
            ("2026-11-2\u{e9}", false),
        ])
    func days(text: String, isValid: Bool) {
        #expect(DateDigits(text)?.description == (isValid ? text : nil))
    }

    @Test(
        "a day is written with as many digits as it has",
        arguments: [
            (7, 3, 9, "0007-03-09"), (2026, 12, 31, "2026-12-31"), (12_026, 1, 2, "12026-01-02"),
            (-5, 1, 2, "00-5-01-02"),
        ])
    func days(year: Int, month: Int, day: Int, text: String) {
        let digits = DateDigits(year: year, month: month, day: day)
        #expect(digits.description == text)
        #expect(digits.monthDescription == text.dropLast(3))
    }

    @Test("ranges merge, whatever the order")
    func ranges() throws {
        #expect(SequenceRanges([5, 1, 2, 9, 3, 8]).ranges == [1...3, 5...5, 8...9])
        var bridged = SequenceRanges([1, 3])
        bridged.insert(2)
        #expect(bridged.ranges == [1...3])
        let json = try ReportCoder.encode(SequenceRanges([1, 2, 7]))
        #expect(String(decoding: json, as: UTF8.self) == "[[1,2],[7,7]]")
        #expect(try ReportCoder.decode(SequenceRanges.self, from: json) == SequenceRanges([1, 2, 7]))
    }

    @Test("ranges that lie are refused", arguments: ["[[2,1]]", "[[0,1]]", "[[1]]", "[[-5,9223372036854775807]]"])
    func badRanges(json: String) {
        #expect(throws: (any Error).self) { try ReportCoder.decode(SequenceRanges.self, from: Data(json.utf8)) }
    }

    @Test("a region's hash depends on key, purpose and text")
    func regionHash() {
        let hash = RegionHash(key: Data(repeating: 1, count: 32))
        let other = RegionHash(key: Data(repeating: 2, count: 32))
        #expect(hash("R58M", purpose: "serial") == hash("R58M", purpose: "serial"))
        #expect(
            Set([
                hash("R58M", purpose: "serial"), hash("R58M", purpose: "mac"), hash("R58N", purpose: "serial"),
                other("R58M", purpose: "serial"),
            ]).count == 4)
        #expect(hash("R58M", purpose: "serial").count == 32)
    }

    @Test("an agent id is 32 lower-case hexadecimal digits")
    func agentIDs() {
        #expect(AgentID(SigningKey().publicKey.agentID.text) != nil)
        for text in ["", "abc", String(repeating: "A", count: 32), String(repeating: "é", count: 16)] {
            #expect(AgentID(text) == nil)
        }
    }
}
