import FoundationEssentials
import Testing

@testable import Reports

/// What an agent that is enrolled, and so signs well, may not make a reader do.
@Suite("A good signature over bad content")
struct EnvelopeBoundsTests {
    let key = SigningKey()

    private func envelope(_ payload: Data, kind: String = "parta-report") throws -> Envelope {
        let header = #"{"alg":"EdDSA","kid":"\#(key.publicKey.agentID)","typ":"\#(kind)"}"#
        let signed = Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(payload)
        return try Envelope(text: signed + "." + Base64URL.encode(key.signature(for: Data(signed.utf8))))
    }

    private func failure(_ json: String) throws -> EnvelopeFailure? {
        let envelope = try envelope(Gzip.compress(Data(json.utf8)))
        return #expect(throws: EnvelopeFailure.self) {
            try envelope.open(Report.self, kind: .report, with: key.publicKey)
        }
    }

    private func report(_ change: (String) -> String) throws -> String {
        change(String(decoding: try ReportCoder.encode(Sample.report(agent: key.publicKey.agentID)), as: UTF8.self))
    }

    @Test("a bomb is refused by how often its size it becomes, before its absolute limit")
    func bomb() throws {
        let bomb = try envelope(Gzip.compress(Data(repeating: 0x20, count: 4_000_000), level: 9))
        #expect(throws: EnvelopeFailure.outOfBounds(reason: "it inflates to more than 200 times its size")) {
            try bomb.open(Report.self, kind: .report, with: key.publicKey)
        }
    }

    @Test("the most repetitive honest report is far from the limit")
    func honest() throws {
        var report = Sample.report(agent: key.publicKey.agentID)
        let day = try #require(report.deviceDays?.first)
        report.deviceDays = (0..<20_000).map { index in
            var day = day
            day.device = String(repeating: "0", count: 30) + "\(index % 30)"
            day.day = "2026-\(1 + index / 30 / 28 % 12)-\(1 + index / 30 % 28)"
            return day
        }
        let json = try ReportCoder.encode(report)
        let ratio = json.count / (try Gzip.compress(json).count)
        #expect(ratio < Gzip.ratioLimit / 2, "\(ratio)")
        let sealed = try Envelope.seal(report, kind: .report, with: key)
        #expect(try sealed.open(Report.self, kind: .report, with: key.publicKey) == report)
    }

    @Test("depth is refused in unknown fields as well", arguments: [17, 100_000])
    func depth(_ depth: Int) throws {
        let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let json = try report { $0.replacing(#""version":1"#, with: #""version":1,"x":\#(nested)"#) }
        #expect(try failure(json) == .outOfBounds(reason: "objects and arrays are nested deeper than 16"))
    }

    @Test("a text of 5 MB that does not compress by much is refused")
    func longText() throws {
        // Numbers in a row, each a few times, compress well and yet as honest text does.
        let text = (0..<900_000).map { "\($0 / 100) " }.joined()
        #expect(text.utf8.count > 4_000_000)
        let json = try report { $0.replacing("SPIKE Prime", with: text) }
        #expect(try failure(json) == .outOfBounds(reason: "a text is longer than 16384 bytes"))
    }

    @Test(
        "doubled keys, NaN, numbers beyond any, lone surrogates and other types are refused",
        arguments: [
            (#""seq":1"#, #""seq":1,"seq":2"#), ("19.2", "NaN"), ("19.2", "1e999"), (#""seq":1"#, #""seq":1e30"#),
            (#""seq":1"#, #""seq":1.5"#), (#""seq":1"#, #""seq":"1""#), ("SPIKE Prime", #"\ud800"#),
            ("SPIKE Prime", #"\u0000"#), ("24000000", "99999999999999999999"),
        ])
    func odd(_ part: String, _ odd: String) throws {
        let json = try report { $0.replacing(part, with: odd) }
        #expect(json.contains(odd))
        _ = try failure(json)
    }

    @Test("a header with a key twice is refused")
    func doubledHeader() throws {
        let header = #"{"alg":"EdDSA","kid":"\#(key.publicKey.agentID)","typ":"parta-report","alg":"EdDSA"}"#
        let signed = Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(try Gzip.compress(Data("{}".utf8)))
        let text = try signed + "." + Base64URL.encode(key.signature(for: Data(signed.utf8)))
        #expect(throws: EnvelopeFailure.badHeader) { try Envelope(text: text) }
    }

    @Test("nothing is inflated before the signature holds")
    func order() throws {
        let bomb = try envelope(Gzip.compress(Data(repeating: 0x20, count: 4_000_000), level: 9))
        #expect(throws: EnvelopeFailure.badSignature) {
            try bomb.open(Report.self, kind: .report, with: SigningKey().publicKey)
        }
    }
}
