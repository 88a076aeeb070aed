import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import Aggregator

@Suite("Beyond the expected number", .timeLimit(.minutes(1)))
struct ApprovalTests {
    @Test("an agent beyond the number waits, is told so, and loses nothing once it is approved")
    func waits() async throws {
        try await LiveAggregator.run { server in
            let code = try await server.code(expected: 1)
            let (first, second) = (SigningKey(), SigningKey())
            let one = try await server.enroll(first, secret: code.secret).decoded(EnrollmentResponse.self)
            let two = try await server.enroll(second, secret: code.secret).decoded(EnrollmentResponse.self)
            #expect(one.waiting == nil && two.waiting == true)

            let reports = [try server.report(second, 1), try server.report(second, 2)]
            // A line of another kind changes nothing: what is refused by itself would be given up by its agent.
            let bodies = [
                reports[0], reports.joined(separator: "\n"), "garbage\n" + reports[0],
                try server.report(first, 1) + "\n" + reports[1],
            ]
            for body in bodies {
                let refused = try await server.post("/v1/reports", body)
                #expect(refused.status == 403 && refused.word == "waiting_for_approval", "\(refused.body)")
            }
            #expect(try await server.storedCount() == 0)

            let ask = LeaseRequest(
                agent: second.publicKey.agentID, ask: .test,
                askedAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: server.clock.now), nonce: "00")
            let lease = try await server.post("/v1/leases", Envelope.seal(ask, kind: .lease, with: second).text)
            #expect(lease.status == 403 && lease.word == "waiting_for_approval")

            _ = try await server.store.approve([second.publicKey.agentID], at: server.clock.now)
            let taken = try await server.post("/v1/reports", reports.joined(separator: "\n"))
            #expect(taken.status == 200)
            #expect(try await server.storedCount() == 2)
        }
    }

    @Test("a receipt readmits an agent that a restored or moved aggregator does not know")
    func receipt() async throws {
        try await LiveAggregator.run { old in
            let code = try await old.code()
            let key = SigningKey()
            let receipt = try await old.enroll(key, secret: code.secret).decoded(EnrollmentResponse.self).receipt
            try await LiveAggregator.moved(from: old, schools: [LiveAggregator.school]) { new in
                for _ in 0..<2 {
                    let answer = try await new.enroll(key, secret: "", receipt: receipt)
                    #expect(answer.status == 200, "\(answer.body)")
                    let response = try answer.decoded(EnrollmentResponse.self)
                    let fresh = try Envelope(text: response.receipt)
                        .open(EnrollmentReceipt.self, kind: .receipt, with: old.region.publicKey)
                    #expect(fresh.school == "T-1" && fresh.agent == key.publicKey.agentID)
                }
                #expect(try await new.post("/v1/reports", new.report(key, 1)).status == 200)
                #expect(try await new.enroll(SigningKey(), secret: "", receipt: receipt).word == "bad_receipt")
                let region = try await RegionIdentity.load(from: SQLiteStore.inMemory())
                let agent = RegisteredAgent(
                    id: key.publicKey.agentID, publicKey: key.publicKey, state: .enrolled, school: "T-1")
                let foreign = try region.receipt(for: agent, issuedAt: new.clock.now).text
                #expect(try await new.enroll(key, secret: "", receipt: foreign).word == "bad_receipt")
                try await new.store.revoke(key.publicKey.agentID, at: new.clock.now)
                #expect(try await new.enroll(key, secret: "", receipt: receipt).word == "revoked")
            }
            try await LiveAggregator.moved(from: old, schools: []) { new in
                let answer = try await new.enroll(key, secret: "", receipt: receipt)
                #expect(answer.status == 403 && answer.word == "unknown_school")
            }
        }
    }

    @Test("the receipt of an agent that waits is no way around its approval")
    func waitingReceipt() async throws {
        try await LiveAggregator.run { old in
            let code = try await old.code(expected: 0)
            let key = SigningKey()
            let receipt = try await old.enroll(key, secret: code.secret).decoded(EnrollmentResponse.self).receipt
            try await LiveAggregator.moved(from: old, schools: [LiveAggregator.school]) { new in
                let answer = try await new.enroll(key, secret: "", receipt: receipt).decoded(EnrollmentResponse.self)
                #expect(answer.waiting == true)
                #expect(try await new.post("/v1/reports", new.report(key, 1)).word == "waiting_for_approval")
            }
        }
    }

    @Test("the request in a first bundle gives the receipt, and again whenever the bundle comes again")
    func bundle() async throws {
        try await LiveAggregator.run { server in
            let code = try await server.code(uses: 1)
            let offline = try server.region.offlineEnrollment(school: "T-1", code: code)
            let again = try server.region.offlineEnrollment(school: "T-1", code: code)
            #expect(offline == again, "the sealing key is made once")
            #expect(
                try OfflineEnrollment { key in
                    offline.lines.first { $0.hasPrefix(key.rawValue + "=") }?.split(separator: "=", maxSplits: 1).last
                        .map(String.init)
                } == offline)
            let key = SigningKey()
            let request = EnrollmentRequest(
                publicKey: key.publicKey, secret: offline.secret, room: "7", label: nil, agentVersion: "1")
            let text = try Envelope.seal(request, kind: .enrollment, with: key).text
            let admission = Admission(store: server.store, region: server.region)
            for _ in 0..<2 {
                let outcome = try await admission.judge(text, by: .bundle, at: server.clock.now)
                guard case .admitted(let agent, let receipt) = outcome else {
                    Issue.record("refused: \(outcome)")
                    return
                }
                #expect(agent.school == "T-1" && agent.room == "7")
                let signed = try Envelope(text: receipt)
                    .open(EnrollmentReceipt.self, kind: .receipt, with: offline.regionKey)
                #expect(signed.publicKey == key.publicKey)
            }
            try await server.store.revoke(key.publicKey.agentID, at: server.clock.now)
            let outcome = try await admission.judge(text, by: .bundle, at: server.clock.now)
            #expect(outcome == .refused(.revoked))
            let garbage = try await admission.judge("garbage", by: .bundle, at: server.clock.now)
            #expect(garbage == .refused(.malformed))
        }
    }
}
