import Foundation
import Reports
import Testing

/// Bombs and long texts, against the memory of the real program.
///
/// `PARTA_ATTACK_ROUNDS` says how many deliveries of each kind (2), four at a time.
@Suite("Deliveries that want memory", .timeLimit(.minutes(10)))
struct MemoryAttackTests {
    /// How much the program may grow, in MB: four deliveries of 4 MB at once, each with an envelope that inflates to 8 MB.
    /// Under a sanitizer memory is the sanitizer's, which holds what was freed and notes about all of it: no limit then.
    private static let limitMB = ProcessInfo.processInfo.environment["PARTA_SANITIZED"] == nil ? 96 : Int.max

    /// Four envelopes of a megabyte in an agent's name that a stranger made up.
    private static func unsigned(as agent: AgentID) throws -> String {
        let header = #"{"alg":"EdDSA","kid":"\#(agent)","typ":"parta-report"}"#
        let payload = String(repeating: "-_Ab", count: 260_000)
        let text = "\(Base64URL.encode(Data(header.utf8))).\(payload).\(Base64URL.encode(Data(count: 64)))"
        return Array(repeating: text, count: 4).joined(separator: "\n")
    }

    @Test("zip bombs and texts of 10 MB are refused with a reason, and memory stays bounded")
    func bounded() async throws {
        let rounds = FaultRow.count("PARTA_ATTACK_ROUNDS", 2)
        let served = try await ServedRegion()
        try await served.start()
        let (key, _) = try await served.enrolledKey()
        func sign(_ payload: Data) throws -> String {
            try EnvelopeAttackTests.envelope(payload, as: key.publicKey.agentID, signedBy: key)
        }
        let noise = Base64URL.encode(Data((0..<500_000).map { _ in UInt8.random(in: 0...255) }))
        let bombs = [
            try sign(Gzip.compress(Data(repeating: 0x20, count: 100_000_000), level: 9)),
            try sign(Gzip.compress(Data(repeating: 0x5b, count: 8_000_000), level: 9)),
            // Beyond the ratio no more: texts that compress as little as they can, within an envelope's bytes.
            try sign(Gzip.compress(Data(#"{"version":"\#(noise)"}"#.utf8))),
            try sign(Gzip.compress(Data(("[" + String(repeating: "{},", count: 300_000) + "{}]").utf8), level: 1)),
        ]
        let long = String(repeating: "x", count: 10_000_000)
        let bodies = [
            ("/v1/reports", bombs.joined(separator: "\n"), "out_of_bounds"),
            ("/v1/reports", Array(repeating: bombs[0], count: 20).joined(separator: "\n"), "envelope_too_large"),
            ("/v1/reports", long, "body_too_large"), ("/v1/enroll", long, "body_too_large"),
            ("/v1/leases", long, "body_too_large"),
            ("/v1/reports", String(repeating: "x", count: 4_000_000), "envelope_too_large"),
            ("/v1/reports", try Self.unsigned(as: key.publicKey.agentID), "bad_signature"),
        ]
        _ = try await served.isWell()
        let before = try served.memory()
        let begin = ContinuousClock.now
        let outcomes = try await withThrowingTaskGroup(of: String?.self) { group in
            var found: [String?] = []
            for index in 0..<rounds * bodies.count {
                if index >= 4, let next = try await group.next() { found.append(next) }
                let (path, body, expected) = bodies[index % bodies.count]
                group.addTask {
                    let answer = try await served.post(path, body)
                    let refused = try? answer.decoded(DeliveryResponse.self).refused
                    let words = refused.map { Set($0.map(\.error)) } ?? Set([answer.word ?? "status \(answer.status)"])
                    return words.contains(expected) ? nil : "\(path) of \(body.utf8.count): \(words)"
                }
            }
            for try await next in group { found.append(next) }
            return found
        }
        let milliseconds = Int(begin.duration(to: .now) / .milliseconds(1)) / outcomes.count
        let wrong = outcomes.compactMap { $0 }
        let peak = try served.memory()
        let isWell = try await served.isWell()
        let (grown, left) = ((peak.peak - before.resident) / 1_024, (peak.resident - before.resident) / 1_024)
        FaultRow.say(
            "zip bombs, 10 MB strings", toReach: "refused, memory grows at most \(Self.limitMB) MB",
            "\(outcomes.count) deliveries, 4 at a time, \(milliseconds) ms each, \(wrong.count) not refused by name; \(before.resident / 1_024) MB "
                + "before, +\(grown) MB at the peak, +\(left) MB after",
            met: wrong.isEmpty && isWell && grown <= Self.limitMB)
        #expect(wrong == [])
        #expect(isWell && grown <= Self.limitMB)
        let held = try await served.held(after: 0)
        #expect(held.isEmpty)
    }
}
