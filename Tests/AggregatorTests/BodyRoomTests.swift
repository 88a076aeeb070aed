import Foundation
import Reports
import Testing

@testable import Aggregator

@Suite("Room for the bodies of requests", .timeLimit(.minutes(1)))
struct BodyRoomTests {
    private let one = CallerAddress("192.0.2.1")

    @Test("is bounded in sum, by a sixteenth for one address, and comes back")
    func bounded() throws {
        let room = BodyRoom(limitBytes: 16_000, deliveryBytes: 100)
        let first = BodyShare(of: room, for: one)
        let again = BodyShare(of: room, for: one)
        try first.add(600)
        try again.add(400)
        #expect(throws: Refusal.crowded) { try again.add(1) }
        var others: [BodyShare] = []
        for number in 2...16 {
            let other = BodyShare(of: room, for: CallerAddress("192.0.2.\(number)"))
            try other.add(1_000)
            others.append(other)
        }
        #expect(room.usedBytes == 16_000)
        do {
            let last = BodyShare(of: room, for: CallerAddress("192.0.2.99"))
            #expect(throws: Refusal.crowded) { try last.add(1) }
            others.removeLast().release()
            try last.add(1_000)
        }
        #expect(room.usedBytes == 15_000)
        first.release()
        first.release()
        #expect(room.usedBytes == 14_400)
        try again.add(600)
        #expect(throws: Refusal.crowded) { try again.add(1) }
        again.release()
        for other in others { other.release() }
        #expect(room.usedBytes == 0)
    }

    @Test("one address has room for one delivery, however little there is for all")
    func oneDelivery() throws {
        let room = BodyRoom(limitBytes: 1_000, deliveryBytes: 400)
        let share = BodyShare(of: room, for: one)
        try share.add(400)
        #expect(throws: Refusal.crowded) { try share.add(1) }
    }

    @Test(
        "a proxy on this machine speaks for everybody",
        arguments: ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
    func proxy(address: String) throws {
        let room = BodyRoom(limitBytes: 16_000, deliveryBytes: 100)
        let share = BodyShare(of: room, for: CallerAddress(address))
        try share.add(16_000)
        #expect(throws: Refusal.crowded) { try share.add(1) }
        #expect(!one.isLoopback && !CallerAddress("::2").isLoopback && !CallerAddress("unknown").isLoopback)
    }

    @Test("a body beyond it is answered with 503 and when to come again; each answer gives its room back")
    func served() async throws {
        func few(_ configuration: inout AggregatorConfiguration) { configuration.bodyBytes = 4_000 }
        try await LiveAggregator.run(configure: few) { server in
            for path in ["/v1/reports", "/v1/enroll", "/v1/leases"] {
                let crowded = try await server.post(path, String(repeating: "x", count: 4_001))
                #expect(crowded.status == 503 && crowded.word == "crowded", "\(path)")
                let seconds = try #require(crowded.headers["retry-after"].flatMap { Int($0) })
                #expect(Refusal.crowdedSeconds.contains(seconds))
            }
            let key = try await server.enrolledAgent()
            for seq in 1...20 { #expect(try await server.post("/v1/reports", server.report(key, seq)).status == 200) }
            #expect(try await RawHTTP.get("/healthz", port: server.port).status == 200)
        }
    }
}
