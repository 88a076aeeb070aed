import FoundationEssentials
import Testing

@testable import Reports

@Suite("Tokens that open a test server")
struct LineTestTokenTests {
    private let key = LineTestTokenKey(key: Data((0..<32).map { UInt8($0) }))
    private let now = Date(timeIntervalSince1970: 1_790_000_000)
    private static let agent = AgentID(publicKey: Data([1]))

    @Test(
        "what is sealed is read back",
        arguments: [
            LineTestToken(lease: "7", agent: agent, expires: Date(timeIntervalSince1970: 1_790_000_060)),
            LineTestToken(
                lease: "a,b\nc", agent: nil, expires: Date(timeIntervalSince1970: 4_000_000_000), uses: 3,
                directions: [.upload]),
        ])
    func roundTrip(token: LineTestToken) throws {
        let text = key.seal(token)
        #expect(try key.open(text, at: now) == token)
        #expect(text.utf8.count <= LineTestTokenKey.lengthLimit)
        #expect(
            text.utf8.allSatisfy {
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.".utf8.contains($0)
            })
    }

    @Test("its format is fixed, because two programs must agree on it")
    func golden() {
        let token = LineTestToken(lease: "7", agent: nil, expires: Date(timeIntervalSince1970: 1_790_000_060.9))
        #expect(key.seal(token).hasPrefix("pt1.Z3Vlc3QsMTc5MDAwMDA2MCwxLGR1LDc."))
        #expect(token.holder == "guest 7")
    }

    @Test("a lease id of 200 bytes fits") func longest() throws {
        let token = LineTestToken(
            lease: String(repeating: "x", count: 200), agent: Self.agent, expires: now + 1, uses: .max)
        #expect(try key.open(key.seal(token), at: now) == token)
    }

    @Test("it ends at its second")
    func expiry() throws {
        let text = key.seal(LineTestToken(lease: "7", agent: nil, expires: now))
        #expect(throws: LineTestToken.Failure.expired) { try key.open(text, at: now) }
        #expect(throws: Never.self) { try key.open(text, at: now - 1) }
    }

    @Test("no changed character passes")
    func changed() {
        let text = key.seal(LineTestToken(lease: "7", agent: Self.agent, expires: now + 60))
        for index in text.indices {
            var wrong = text
            wrong.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(throws: LineTestToken.Failure.self) { try key.open(wrong, at: now) }
        }
    }

    @Test("another region's is not ours")
    func otherKey() {
        let other = LineTestTokenKey(key: Data(repeating: 9, count: 32))
        let text = other.seal(LineTestToken(lease: "7", agent: nil, expires: now + 60))
        #expect(throws: LineTestToken.Failure.wrongMAC) { try key.open(text, at: now) }
    }

    @Test(
        "what is no token is said to be none",
        arguments: ["", "..", "pt1..", "pt2.AA.AA", "pt1.AA", "pt1.AA.!!", String(repeating: "a", count: 100_000)])
    func malformed(text: String) {
        let failure = #expect(throws: LineTestToken.Failure.self) { try key.open(text, at: now) }
        #expect(failure == .malformed || (failure == .wrongMAC && text == "pt1.."))
    }

    @Test(
        "fields that say nothing",
        arguments: [
            "", "guest,1,1,du", "x,1,1,du,7", "guest,x,1,du,7", "guest,1,0,du,7",
            "guest,1,1,,7", "guest,1,1,dx,7",
        ])
    func fields(text: String) {
        #expect(LineTestToken(fields: text) == nil)
    }
}
