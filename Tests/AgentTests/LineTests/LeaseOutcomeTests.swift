import Foundation
import Reports
import Testing

@testable import Agent

struct LeaseOutcomeTests {
    private static let lease = Lease(
        id: "l1", line: "main", seconds: 60, server: "ws://127.0.0.1:1", token: "t.o-k_e~n", byteAllowance: 1_000)

    private static func answer(_ change: (inout Lease) -> Void = { _ in }, gateways: [String] = ["g"]) throws
        -> HTTPAnswer
    {
        var lease = lease
        change(&lease)
        let body = try ReportCoder.encode(LeaseResponse(lease: lease, gateways: gateways))
        return HTTPAnswer(status: 200, body: body)
    }

    @Test func aLeaseIsTakenAsItCame() throws {
        #expect(
            LeaseOutcome(try Self.answer()) == .answered(LeaseResponse(lease: Self.lease, gateways: ["g"])))
    }

    @Test(arguments: [429, 500, 503]) func patienceIsAskedFor(status: Int) {
        #expect(LeaseOutcome(HTTPAnswer(status: status, retryAfterSeconds: 7)) == .busy(retryAfterSeconds: 7))
    }

    /// What a server must not do to an agent, whatever it says.
    @Test func badInputGetsNoLease() throws {
        let bad: [HTTPAnswer] = [
            try Self.answer { $0.seconds = 0 },
            try Self.answer { $0.seconds = .max },
            try Self.answer { $0.token = "a b" },
            try Self.answer { $0.token = "a&b=c" },
            try Self.answer { $0.token = String(repeating: "a", count: 4_000) },
            try Self.answer { $0.byteAllowance = -1 },
            try Self.answer { $0.peer = Lease.Peer(role: .listen, token: "#") },
            try Self.answer(gateways: Array(repeating: "g", count: 1_000)),
            try Self.answer(gateways: [String(repeating: "g", count: 1_000)]),
            HTTPAnswer(status: 200, body: Data("{}".utf8)),
            HTTPAnswer(status: 200, body: Data("<html>sign in</html>".utf8)),
            HTTPAnswer(status: 404),
            HTTPAnswer(status: 403, body: Data(#"{"error":"revoked","message":"no"}"#.utf8)),
        ]
        for answer in bad {
            guard case .failed = LeaseOutcome(answer) else {
                Issue.record("taken: \(String(decoding: answer.body.prefix(200), as: UTF8.self))")
                continue
            }
        }
    }

    @Test func noncesDiffer() {
        let nonces = Set((0..<100).map { _ in LeaseRequest.newNonce() })
        #expect(nonces.count == 100 && nonces.allSatisfy { $0.count == 32 })
    }
}
