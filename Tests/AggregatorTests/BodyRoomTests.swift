import Foundation
import Reports
import Testing

@testable import Aggregator

@Suite("Room for the bodies of requests", .timeLimit(.minutes(1)))
struct BodyRoomTests {
    private let one = CallerAddress("192.0.2.1")
    private let two = CallerAddress("192.0.2.2")
    private let three = CallerAddress("192.0.2.3")

    @Test("is bounded in sum, and by half for one address, and comes back")
    func bounded() throws {
        let room = BodyRoom(limitBytes: 1_000)
        let first = BodyShare(of: room, for: one)
        let again = BodyShare(of: room, for: one)
        let other = BodyShare(of: room, for: two)
        try first.add(300)
        try again.add(200)
        #expect(throws: Refusal.crowded) { try again.add(1) }
        try other.add(499)
        do {
            let last = BodyShare(of: room, for: three)
            #expect(throws: Refusal.crowded) { try last.add(2) }
            try last.add(1)
            #expect(room.usedBytes == 1_000)
        }
        #expect(room.usedBytes == 999)
        first.release()
        first.release()
        #expect(room.usedBytes == 699)
        try again.add(300)
        #expect(throws: Refusal.crowded) { try again.add(1) }
        again.release()
        other.release()
        #expect(room.usedBytes == 0)
    }

    @Test("a body beyond it is answered with 503 and when to come again; each answer gives its room back")
    func served() async throws {
        func few(_ configuration: inout AggregatorConfiguration) { configuration.bodyBytes = 4_000 }
        try await LiveAggregator.run(configure: few) { server in
            for path in ["/v1/reports", "/v1/enroll", "/v1/leases"] {
                let crowded = try await server.post(path, String(repeating: "x", count: 2_001))
                #expect(crowded.status == 503 && crowded.word == "crowded", "\(path)")
                #expect(crowded.headers["retry-after"] == "10")
            }
            let key = try await server.enrolledAgent()
            for seq in 1...20 { #expect(try await server.post("/v1/reports", server.report(key, seq)).status == 200) }
            #expect(try await RawHTTP.get("/healthz", port: server.port).status == 200)
        }
    }
}
