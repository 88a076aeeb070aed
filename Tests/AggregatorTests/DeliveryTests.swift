import Aggregator
import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@Suite("Delivery over HTTP", .timeLimit(.minutes(1)))
struct DeliveryTests {
    @Test("reports are taken once and acknowledged by ranges")
    func takesOnce() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let lines = try [1, 2, 5].map { try server.report(key, $0) }
            let first = try await server.post("/v1/reports", lines.joined(separator: "\n"))
            #expect(first.status == 200)
            let response = try first.decoded(DeliveryResponse.self)
            #expect(
                response.accepted
                    == [AcceptedStream(stream: key.publicKey.agentID.text, ranges: SequenceRanges([1, 2, 5]))])
            #expect(response.refused == [])
            #expect(response.storeEpoch == server.region.storeEpoch)
            #expect(response.serverTime == server.clock.now)
            #expect(response.lineTestServer == "ws://school.test:9")
            let again = try await server.post("/v1/reports", lines.joined(separator: "\r\n") + "\r\n")
            #expect(try again.decoded(DeliveryResponse.self).accepted == response.accepted)
            #expect(try await server.storedCount() == 3)
        }
    }

    @Test("more reports than one batch are all taken")
    func batches() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let body = try (1...100).map { try server.report(key, $0) }.joined(separator: "\n")
            let response = try await server.post("/v1/reports", body).decoded(DeliveryResponse.self)
            #expect(response.accepted.map(\.ranges.ranges) == [[1...100]])
        }
    }

    @Test("what is refused names its line and its reason; the rest is taken")
    func mixed() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let good = try server.report(key, 1)
            var forged = try server.report(key, 2)
            forged = String(forged.dropLast(20) + good.suffix(20))
            let lines = [
                "garbage", forged, good, try server.report(SigningKey(), 1),
                try server.report(key, 3, agent: SigningKey().publicKey.agentID), try server.report(key, 0),
                try server.report(key, 1, device: "other"), try server.report(key, 4),
                try Envelope.seal(["a": 1], kind: .report, with: key).text,
                try Envelope.seal(["a": 1], kind: .receipt, with: key).text,
            ]
            let response = try await server.post("/v1/reports", lines.joined(separator: "\n"))
                .decoded(DeliveryResponse.self)
            #expect(
                response.refused.map { "\($0.index) \($0.error)" } == [
                    "0 malformed_envelope", "1 bad_signature", "3 unknown_agent", "4 agent_mismatch", "5 out_of_bounds",
                    "6 stream_conflict", "7 stream_ended", "8 bad_payload", "9 wrong_kind",
                ])
            #expect(response.accepted.map(\.ranges) == [SequenceRanges([1])])
        }
    }

    @Test("an agent that is unknown or revoked is refused whole, so that it keeps its reports")
    func unknownAndRevoked() async throws {
        try await LiveAggregator.run { server in
            let unknown = try await server.post("/v1/reports", server.report(SigningKey(), 1))
            #expect(unknown.word == "unknown_agent")
            #expect(unknown.status == 403)
            let key = try await server.enrolledAgent()
            try await server.store.revoke(key.publicKey.agentID, at: server.clock.now)
            #expect(try await server.post("/v1/reports", server.report(key, 1)).word == "revoked")
            #expect(try await server.storedCount() == 0)
        }
    }

    @Test("another's key does not sign for an agent")
    func wrongKey() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let parts = try server.report(key, 1).split(separator: ".")
            let other = try server.report(SigningKey(), 1).split(separator: ".")
            let spliced = "\(parts[0]).\(other[1]).\(other[2])"
            let response = try await server.post("/v1/reports", spliced).decoded(DeliveryResponse.self)
            #expect(response.refused.map(\.error) == ["bad_signature"])
            #expect(try await server.storedCount() == 0)
        }
    }

    @Test("deliveries are bounded in bytes, told or not, and in number")
    func bounds() async throws {
        func tighten(_ configuration: inout AggregatorConfiguration) {
            configuration.deliveryLimitBytes = 10_000
            configuration.envelopeLimit = 3
        }
        try await LiveAggregator.run(configure: tighten) { server in
            let large = try await server.post("/v1/reports", String(repeating: "x", count: 20_000))
            #expect(large.word == "body_too_large")
            #expect(large.status == 413)
            let chunk = "1000\r\n" + String(repeating: "x", count: 4_096) + "\r\n"
            let chunked = try await RawHTTP.send(
                "POST /v1/reports HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + String(repeating: chunk, count: 4) + "0\r\n\r\n", port: server.port)
            #expect(chunked.word == "body_too_large")
            #expect(try await server.post("/v1/reports", "a\nb\nc\nd").word == "too_many_envelopes")
            #expect(try await server.post("/v1/reports", "\n\n").word == "empty_delivery")
            #expect(try await RawHTTP.get("/healthz", port: server.port).status == 200)
        }
    }

    @Test("what was acknowledged is there after the aggregator ends and another opens its database")
    func durable() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "db").path
        let key = SigningKey()
        let first = try SQLiteStore.open(path: path)
        _ = try await first.importSchools([LiveAggregator.school], dryRun: false)
        var epoch = ""
        try await LiveAggregator.run(store: first) { server in
            _ = try await server.enroll(key, secret: try await server.code().secret)
            #expect(try await server.post("/v1/reports", server.report(key, 1)).status == 200)
            epoch = server.region.storeEpoch
        }
        try first.close()
        try await LiveAggregator.run(store: SQLiteStore.open(path: path)) { server in
            #expect(server.region.storeEpoch == epoch)
            let response = try await server.post("/v1/reports", server.report(key, 2)).decoded(DeliveryResponse.self)
            #expect(response.accepted.map(\.ranges) == [SequenceRanges([1, 2])])
        }
    }
}
