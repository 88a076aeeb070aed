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
        ])
    func base64(text: String, isValid: Bool) {
        #expect((Base64URL.decode(text) != nil) == isValid)
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
