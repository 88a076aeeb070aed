import FoundationEssentials
import Testing

@testable import Reports

@Suite("Envelopes")
struct EnvelopeTests {
    let key = SigningKey()

    @Test("what was sealed is what is opened")
    func roundTrip() throws {
        let report = Sample.report(agent: key.publicKey.agentID)
        let sealed = try Envelope.seal(report, kind: .report, with: key)
        let opened = try Envelope(text: sealed.text).open(Report.self, kind: .report, with: key.publicKey)
        #expect(opened == report)
    }

    @Test("the header is the one promised and fits its limit")
    func header() throws {
        let sealed = try Envelope.seal(Sample.report(agent: key.publicKey.agentID), kind: .report, with: key)
        let header = try #require(Base64URL.decode(sealed.text.split(separator: ".")[0]))
        #expect(
            String(decoding: header, as: UTF8.self)
                == #"{"alg":"EdDSA","kid":"\#(key.publicKey.agentID)","typ":"parta-report"}"#)
        #expect(header.count <= Envelope.headerLimitBytes)
    }

    @Test("one changed character anywhere is refused")
    func everyChangeIsRefused() throws {
        let sealed = try Envelope.seal(Sample.report(agent: key.publicKey.agentID), kind: .report, with: key)
        let characters = Array(sealed.text)
        for index in stride(from: 0, to: characters.count, by: 7) where characters[index] != "." {
            var changed = characters
            changed[index] = changed[index] == "A" ? "B" : "A"
            #expect(throws: EnvelopeFailure.self, "changed character \(index)") {
                try Envelope(text: String(changed)).open(Report.self, kind: .report, with: key.publicKey)
            }
        }
    }

    @Test("every truncation is refused")
    func everyTruncationIsRefused() throws {
        let sealed = try Envelope.seal(Sample.report(agent: key.publicKey.agentID), kind: .report, with: key)
        for length in stride(from: 0, to: sealed.text.count, by: 5) {
            #expect(throws: EnvelopeFailure.self, "cut at \(length)") {
                try Envelope(text: String(sealed.text.prefix(length)))
                    .open(Report.self, kind: .report, with: key.publicKey)
            }
        }
    }

    @Test(
        "other algorithms, longer headers and other forms are refused",
        arguments: [
            (#"{"alg":"none","kid":"KID","typ":"parta-report"}"#, EnvelopeFailure.badHeader),
            (#"{"alg":"HS256","kid":"KID","typ":"parta-report"}"#, .badHeader),
            (#"{"alg":"EdDSA","kid":"../../x","typ":"parta-report"}"#, .badHeader),
            (#"{"alg":"EdDSA","kid":"KID","typ":"other"}"#, .badHeader),
            (#"{"alg":"EdDSA","kid":"KID","typ":"parta-report","x":"PADDING"}"#, .malformed),
        ])
    func headersAreRefused(header: String, failure: EnvelopeFailure) throws {
        let sealed = try Envelope.seal(Sample.report(agent: key.publicKey.agentID), kind: .report, with: key)
        let parts = sealed.text.split(separator: ".")
        let text = header.replacing("KID", with: key.publicKey.agentID.text)
            .replacing("PADDING", with: String(repeating: "x", count: 300))
        let forged = Base64URL.encode(Data(text.utf8)) + "." + parts[1] + "." + parts[2]
        #expect(throws: failure) { try Envelope(text: forged) }
    }

    @Test("another agent's signature, or another purpose, is refused")
    func wrongKeyOrKind() throws {
        let other = SigningKey()
        let sealed = try Envelope.seal(Sample.report(agent: key.publicKey.agentID), kind: .report, with: other)
        #expect(throws: EnvelopeFailure.badSignature) {
            try sealed.open(Report.self, kind: .report, with: key.publicKey)
        }
        #expect(throws: EnvelopeFailure.wrongKind) {
            try sealed.open(Report.self, kind: .receipt, with: other.publicKey)
        }
    }

    @Test("a zip bomb is refused at the limit, not after it")
    func zipBomb() throws {
        let bomb = try Gzip.compress(Data(repeating: 0, count: 9_000_000), level: 9)
        #expect(bomb.count < 20_000)
        #expect(throws: Gzip.Failure.tooDense(ratioLimit: Gzip.ratioLimit)) {
            try Gzip.decompress(bomb, limitBytes: Envelope.payloadLimitBytes)
        }
        let plain = try Gzip.compress(Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) }))
        #expect(throws: Gzip.Failure.tooLarge(limitBytes: 99_999)) {
            try Gzip.decompress(plain, limitBytes: 99_999)
        }
    }

    @Test("gzip cut short, followed by junk or not gzip at all is told apart from data")
    func badGzip() throws {
        let good = try Gzip.compress(Data("hello, hello, hello".utf8))
        #expect(throws: Gzip.Failure.truncated) { try Gzip.decompress(good.dropLast(3), limitBytes: 100) }
        #expect(throws: Gzip.Failure.corrupt) { try Gzip.decompress(good + Data([1]), limitBytes: 100) }
        #expect(throws: Gzip.Failure.corrupt) { try Gzip.decompress(Data("plain text".utf8), limitBytes: 100) }
        #expect(throws: Gzip.Failure.truncated) { try Gzip.decompress(Data(), limitBytes: 100) }
    }
}
