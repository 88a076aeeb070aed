import Aggregator
import Foundation
import Logging
import Reports
import Store
import Synchronization
import Testing

/// What an enrolled agent, whose signature is good, may try.
@Suite("Signed and hostile deliveries over HTTP", .timeLimit(.minutes(1)))
struct HostileDeliveryTests {
    private static func sign(_ payload: Data, _ key: SigningKey) throws -> String {
        let header = #"{"alg":"EdDSA","kid":"\#(key.publicKey.agentID)","typ":"parta-report"}"#
        let signed = Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(payload)
        return try signed + "." + Base64URL.encode(key.signature(for: Data(signed.utf8)))
    }

    @Test("bombs, deep nesting and long texts are refused by name, and the good report beside them is taken")
    func refused() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let deep = String(repeating: "[", count: 100_000)
            let noise = Base64URL.encode(Data((0..<200_000).map { _ in UInt8.random(in: 0...255) }))
            let lines = [
                try Self.sign(Gzip.compress(Data(repeating: 0x20, count: 10_000_000), level: 9), key),
                try Self.sign(Gzip.compress(Data(repeating: 0x20, count: 4_000_000), level: 9), key),
                try Self.sign(Gzip.compress(Data(deep.utf8)), key),
                try Self.sign(Gzip.compress(Data(#"{"version":"\#(noise)"}"#.utf8)), key),
                try Self.sign(Gzip.compress(Data(#"{"version":1,"version":1}"#.utf8)), key),
                try Self.sign(Gzip.compress(Data([0x7B, 0xFF, 0x7D])), key),
                try Self.sign(Data("no gzip".utf8), key),
                try server.report(key, 1),
            ]
            let response = try await server.post("/v1/reports", lines.joined(separator: "\n"))
                .decoded(DeliveryResponse.self)
            #expect(
                response.refused.map { "\($0.index) \($0.error)" } == [
                    "0 out_of_bounds", "1 out_of_bounds", "2 out_of_bounds", "3 out_of_bounds", "4 out_of_bounds",
                    "5 bad_payload", "6 bad_payload",
                ])
            #expect(response.accepted.map(\.ranges) == [SequenceRanges([1])])
        }
    }

    @Test("an agent whose table differs is asked for a whole scan, once a day")
    func sendFull() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            func deliver(_ seq: Int) async throws -> Bool? {
                let time = ObservedTime(bootID: "b", monotonic: 10, wallClock: server.clock.now)
                let report = Report(
                    agent: key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: seq, sealedAt: time,
                    devicesDigest: DeviceTable.digest(of: ["one"]), devicesSeq: 1)
                let answer = try await server.post("/v1/reports", Envelope.seal(report, kind: .report, with: key).text)
                return try answer.decoded(DeliveryResponse.self).sendFull
            }
            #expect(try await deliver(2) == true)
            #expect(try await deliver(3) == nil)
            server.clock.advance(seconds: 86_400)
            #expect(try await deliver(4) == true)
        }
    }

    @Test("what is old is forgotten by the service that does so daily")
    func forgets() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            _ = try await server.post("/v1/reports", server.report(key, 1))
            #expect(try await server.storedCount() == 1)
            let clock = server.clock
            let service = ForgettingService(store: server.store, logger: .init(label: "test"), now: { clock.now })
            await service.forget()
            #expect(try await server.storedCount() == 1)
            clock.advance(seconds: 97 * 86_400)
            await service.forget()
            #expect(try await server.storedCount() == 0)
        }
    }

    @Test("a hash that nobody knows is gone when it has been there for 30 days, day after day without being asked")
    func forgetsDaily() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let time = ObservedTime(bootID: "b", monotonic: 10, wallClock: server.clock.now)
            func device(_ id: String) -> Device {
                Device(
                    id: id, category: .tablet, confidence: .likely, rule: "r", bus: .usb,
                    serial: "hash:" + String(repeating: id, count: 32))
            }
            let report = Report(
                agent: key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: 1, sealedAt: time,
                scan: Scan(
                    computer: Computer(agentVersion: "1"), devices: [device("a"), device("b")], collectors: []),
                scannedAt: time)
            let sent = try await server.post("/v1/reports", Envelope.seal(report, kind: .report, with: key).text)
            #expect(sent.status == 200)
            let clock = server.clock
            let store = server.store
            let days = Mutex<[[String?]]>([])
            let service = ForgettingService(
                store: store, logger: .init(label: "test"), now: { clock.now },
                rule: { Forgetting(now: $0, knownHashes: ["hash:" + String(repeating: "b", count: 32)]) },
                pause: {
                    let rows = try await store.devices(Query(asOf: clock.now, byComputer: true), scope: .everything)
                    let count = days.withLock { days in
                        days.append(rows.sorted { $0.id < $1.id }.map(\.serial))
                        return days.count
                    }
                    guard count < 33 else { throw CancellationError() }
                    clock.advance(seconds: 86_400)
                })
            try await service.run()
            let kept = days.withLock { $0.map { $0.map { $0 != nil } } }
            #expect(kept.prefix(31).allSatisfy { $0 == [true, true] })
            #expect(kept.dropFirst(31).allSatisfy { $0 == [false, true] } && kept.count == 33)
        }
    }
}
