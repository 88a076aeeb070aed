import Aggregator
import Foundation
import Reports
import Store
import Testing

@Suite("Enrolment over HTTP", .timeLimit(.minutes(1)))
struct EnrollmentTests {
    @Test("a code and a key give the region's keys and a receipt that its key signed")
    func enrols() async throws {
        try await LiveAggregator.run { server in
            let region = try await RawHTTP.get("/v1/region", port: server.port).decoded(RegionResponse.self)
            let code = try await server.code()
            #expect(code.isFor(region.regionKey))
            let key = SigningKey()
            let answer = try await server.enroll(key, secret: code.secret)
            #expect(answer.status == 200)
            let response = try answer.decoded(EnrollmentResponse.self)
            #expect(response.regionKey == region.regionKey)
            #expect(Base64URL.decode(response.hashKey) == server.region.hashKey)
            #expect(response.lineTestServer == "ws://school.test:9")
            let receipt = try Envelope(text: response.receipt)
                .open(EnrollmentReceipt.self, kind: .receipt, with: region.regionKey)
            #expect(receipt.agent == key.publicKey.agentID)
            #expect(receipt.school == "T-1")
            let agents = try await server.store.agents(Query(asOf: server.clock.now), scope: .everything)
            #expect(agents.map(\.room) == ["101"])
            #expect(agents.map(\.label) == ["PC-1"])
        }
    }

    @Test("asking again after a lost answer costs no use")
    func again() async throws {
        try await LiveAggregator.run { server in
            let code = try await server.code(uses: 1)
            let key = SigningKey()
            #expect(try await server.enroll(key, secret: code.secret).status == 200)
            #expect(try await server.enroll(key, secret: code.secret).status == 200)
            #expect(try await server.enroll(SigningKey(), secret: code.secret).word == "code_used_up")
        }
    }

    @Test("a code that does not serve is refused with its word")
    func refused() async throws {
        try await LiveAggregator.run { server in
            let code = try await server.code(days: 1)
            let unknown = try await server.enroll(SigningKey(), secret: "0000000000")
            #expect(unknown.word == "unknown_code")
            #expect(unknown.status == 403)
            server.clock.advance(seconds: 86_400)
            #expect(try await server.enroll(SigningKey(), secret: code.secret).word == "code_expired")
        }
    }

    @Test("a revoked agent does not come back by its code")
    func revoked() async throws {
        try await LiveAggregator.run { server in
            let code = try await server.code()
            let key = SigningKey()
            _ = try await server.enroll(key, secret: code.secret)
            try await server.store.revoke(key.publicKey.agentID, at: server.clock.now)
            #expect(try await server.enroll(key, secret: code.secret).word == "revoked")
        }
    }

    @Test("wrong codes hold back codes, and not who shows the region's receipt")
    func receiptsBesideGuesses() async throws {
        try await LiveAggregator.run { server in
            let key = SigningKey()
            let code = try await server.code()
            let receipt = try await server.enroll(key, secret: code.secret).decoded(EnrollmentResponse.self).receipt
            for _ in 0..<20 {
                #expect(try await server.enroll(SigningKey(), secret: "0000000000").word == "unknown_code")
            }
            let held = try await server.enroll(SigningKey(), secret: code.secret)
            #expect(held.status == 429 && held.word == "too_many_attempts")
            #expect(try await server.enroll(key, secret: "", receipt: receipt).status == 200)
        }
    }

    @Test("only the former key's word settles that it lives on two computers")
    func formerProof() async throws {
        try await LiveAggregator.run { server in
            let former = try await server.enrolledAgent()
            for (seq, boot) in [(1, "A"), (1, "B"), (2, "A")] {
                let time = ObservedTime(bootID: boot, monotonic: 10, wallClock: server.clock.now)
                let report = Report(
                    agent: former.publicKey.agentID, stream: String(repeating: boot.lowercased(), count: 32), seq: seq,
                    sealedAt: time)
                _ = try await server.post("/v1/reports", Envelope.seal(report, kind: .report, with: former).text)
            }
            let secret = try await server.code(uses: 9).secret
            func isSuspected(after proof: (SigningKey) throws -> String?) async throws -> Bool? {
                let key = SigningKey()
                let request = EnrollmentRequest(
                    publicKey: key.publicKey, secret: secret, room: nil, label: nil, agentVersion: "1",
                    clonedFrom: former.publicKey.agentID, formerProof: try proof(key))
                let answer = try await server.post(
                    "/v1/enroll", Envelope.seal(request, kind: .enrollment, with: key).text)
                #expect(answer.status == 200)
                return try await server.store.agents(
                    Query(asOf: server.clock.now, agent: former.publicKey.agentID), scope: .everything
                ).first?.suspectedClone
            }
            #expect(try await isSuspected { _ in nil } == true)
            #expect(try await isSuspected { _ in "garbage" } == true)
            #expect(try await isSuspected { try FormerProof.text(for: $0.publicKey.agentID, by: $0) } == true)
            #expect(
                try await isSuspected { _ in
                    try FormerProof.text(for: SigningKey().publicKey.agentID, by: former)
                } == true)
            #expect(try await isSuspected { try FormerProof.text(for: $0.publicKey.agentID, by: former) } == false)
        }
    }

    @Test("a key that was not proven held is not enrolled")
    func stolenKey() async throws {
        try await LiveAggregator.run { server in
            let code = try await server.code()
            let request = EnrollmentRequest(
                publicKey: SigningKey().publicKey, secret: code.secret, room: nil, label: nil, agentVersion: "1")
            let forged = try Envelope.seal(request, kind: .enrollment, with: SigningKey()).text
            #expect(try await server.post("/v1/enroll", forged).word == "bad_signature")
        }
    }

    @Test(
        "what is no enrolment is refused",
        arguments: ["", "garbage", "a.b.c", "{\"secret\": \"x\"}", String(repeating: "A", count: 10_000)])
    func garbage(_ body: String) async throws {
        try await LiveAggregator.run { server in
            let answer = try await server.post("/v1/enroll", body)
            #expect(answer.word == "bad_envelope")
            #expect(answer.status == 400)
        }
    }

    @Test("texts are bounded, and so is what a small message inflates to")
    func bounds() async throws {
        try await LiveAggregator.run { server in
            let key = SigningKey()
            for (length, word) in [(300, "out_of_bounds"), (1_000_000, "body_too_large")] {
                let request = EnrollmentRequest(
                    publicKey: key.publicKey, secret: String(repeating: "x", count: length), room: nil, label: nil,
                    agentVersion: "1")
                let text = try Envelope.seal(request, kind: .enrollment, with: key).text
                #expect(text.utf8.count < 16_384)
                #expect(try await server.post("/v1/enroll", text).word == word)
            }
        }
    }

    @Test("an address that keeps guessing is told to wait, then heard again")
    func guessing() async throws {
        try await LiveAggregator.run { server in
            let code = try await server.code()
            for _ in 0..<20 {
                #expect(try await server.enroll(SigningKey(), secret: "1111111111").word == "unknown_code")
            }
            let blocked = try await server.enroll(SigningKey(), secret: code.secret)
            #expect(blocked.word == "too_many_attempts")
            #expect(blocked.status == 429)
            #expect(blocked.headers["retry-after"] == "600")
            server.clock.advance(seconds: 600)
            #expect(try await server.enroll(SigningKey(), secret: code.secret).status == 200)
        }
    }
}
