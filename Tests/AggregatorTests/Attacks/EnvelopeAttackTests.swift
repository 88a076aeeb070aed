import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

/// What strangers and enrolled agents may send to the real program, in envelopes that are not what they seem.
///
/// `PARTA_ATTACK_ROUNDS` says how many of each kind (10).
@Suite("Envelopes that are not what they seem", .timeLimit(.minutes(10)))
struct EnvelopeAttackTests {
    /// An envelope of any content, signed as its sender likes.
    static func envelope(_ payload: Data, as agent: AgentID, signedBy key: SigningKey) throws -> String {
        let header = #"{"alg":"EdDSA","kid":"\#(agent)","typ":"parta-report"}"#
        let signed = Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(payload)
        return try signed + "." + Base64URL.encode(key.signature(for: Data(signed.utf8)))
    }

    private static func report(of agent: AgentID, _ seq: Int, adding field: String = "") throws -> Data {
        let time = ObservedTime(bootID: "b", monotonic: 10, wallClock: Date())
        let report = Report(
            agent: agent, stream: agent.text, seq: seq, sealedAt: time,
            scan: Scan(
                computer: Computer(agentVersion: "1"),
                devices: [Device(id: "d", category: .tablet, confidence: .likely, rule: "r", bus: .usb)],
                collectors: []), scannedAt: time)
        let json = String(decoding: try ReportCoder.encode(report), as: UTF8.self)
        return try Gzip.compress(Data(json.replacing(#""version":1"#, with: #""version":1"# + field).utf8))
    }

    @Test("replayed, re-signed, truncated, changed, and of another school: refused with a reason")
    func refused() async throws {
        let rounds = FaultRow.count("PARTA_ATTACK_ROUNDS", 10)
        let served = try await ServedRegion()
        try await served.start()
        let (mine, receipt) = try await served.enrolledKey(school: "T-1")
        let (other, _) = try await served.enrolledKey(school: "T-2")
        let (agent, stranger) = (mine.publicKey.agentID, SigningKey())
        let good = try Self.envelope(Self.report(of: agent, 1), as: agent, signedBy: mine)
        let parts = good.split(separator: ".").map(String.init)
        var words: [String: Int] = [:]
        var (sent, wrong) = (0, 0)
        func attack(_ kind: String, _ lines: [String], expecting expected: Set<String>) async throws {
            for line in lines {
                let answer = try await served.post("/v1/reports", line)
                sent += 1
                let word: String
                if let response = try? answer.decoded(DeliveryResponse.self) {
                    word = response.refused.first?.error ?? "accepted"
                } else {
                    word = answer.word ?? "status \(answer.status)"
                }
                words["\(kind): \(word)", default: 0] += 1
                if !expected.contains(word) { wrong += 1 }
            }
        }
        let payload = Data(Self.base64(parts[1]))
        try await attack("good", [good], expecting: ["accepted"])
        try await attack("replayed", Array(repeating: good, count: rounds), expecting: ["accepted"])
        for _ in 0..<rounds {
            try await attack(
                "re-signed",
                [
                    Self.envelope(payload, as: other.publicKey.agentID, signedBy: other),
                    Self.envelope(payload, as: agent, signedBy: other),
                    Self.envelope(payload, as: stranger.publicKey.agentID, signedBy: stranger),
                    "\(parts[0]).\(parts[1]).\(Base64URL.encode(Data(count: 64)))",
                ], expecting: ["agent_mismatch", "bad_signature", "unknown_agent"])
        }
        let cuts = (0..<rounds * 4).map { String(good.prefix(1 + (good.utf8.count - 2) * $0 / (rounds * 4))) }
        try await attack("truncated", cuts, expecting: ["malformed_envelope", "bad_signature", "out_of_bounds"])
        // A changed letter of the signature's last may stand for the same bytes: it is left alone.
        let changed = (0..<rounds * 4).map { _ in
            var bytes = Array(good.utf8)
            let place = Int.random(in: 0..<bytes.count - 1)
            bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            return String(decoding: bytes, as: UTF8.self)
        }
        try await attack(
            "changed", changed, expecting: ["malformed_envelope", "bad_signature", "unknown_agent", "wrong_kind"])
        // The same number with other content ends the stream; the school that a report claims is not read at all.
        let claims = try (2..<2 + rounds).map { seq in
            try Self.envelope(
                Self.report(of: agent, seq, adding: #","school":"T-2","school_id":"T-2""#), as: agent, signedBy: mine)
        }
        try await attack("swapped school", claims, expecting: ["accepted"])
        let rows = try await served.store.agents(Query(asOf: Date()), scope: .everything)
        let schools = Dictionary(uniqueKeysWithValues: rows.map { ($0.agent, $0.school) })
        let forged = try await Self.forgedReceipts(of: mine, receipt, at: served)
        let held = try await served.held(after: 0)
        let isWell = try await served.isWell()
        let isMet =
            wrong == 0 && held.count == 1 + rounds && schools == [agent: "T-1", other.publicKey.agentID: "T-2"]
            && forged == 0 && isWell
        FaultRow.say(
            "replayed, re-signed, truncated, changed, swapped-school envelopes", toReach: "refused with a reason",
            "\(sent) sent, \(wrong) not as they should be; "
                + words.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ") + "; forged receipts let in: \(forged)", met: isMet)
        #expect(wrong == 0, "\(words)")
        #expect(held.count == 1 + rounds && held.allSatisfy { $0.agent == agent })
        #expect(schools == [agent: "T-1", other.publicKey.agentID: "T-2"])
        #expect(forged == 0 && isWell)
    }

    /// How many of these the region takes for its own: the receipt with another school, signed by whoever could.
    private static func forgedReceipts(of key: SigningKey, _ receipt: String, at served: ServedRegion) async throws
        -> Int
    {
        let claim = EnrollmentReceipt(
            agent: key.publicKey.agentID, publicKey: key.publicKey, school: "T-2", issuedAt: Date())
        let parts = receipt.split(separator: ".")
        let swapped = try Envelope.seal(claim, kind: .receipt, with: key).text
        let newcomer = SigningKey()
        var taken = 0
        for (signer, forged) in [
            (key, swapped), (key, "\(parts[0]).\(swapped.split(separator: ".")[1]).\(parts[2])"), (newcomer, receipt),
        ] {
            let request = EnrollmentRequest(
                publicKey: signer.publicKey, secret: "", room: nil, label: nil, agentVersion: "1", receipt: forged)
            let answer = try await served.post(
                "/v1/enroll", Envelope.seal(request, kind: .enrollment, with: signer).text)
            if answer.status == 200 { taken += 1 }
        }
        return taken
    }

    private static func base64(_ text: String) -> [UInt8] { Base64URL.decode(text).map(Array.init) ?? [] }
}
