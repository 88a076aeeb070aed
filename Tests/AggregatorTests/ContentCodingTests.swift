import Foundation
import Reports
import Testing

@testable import Aggregator

@Suite("Bodies that are gzip")
struct ContentCodingTests {
    @Test("a delivery that is gzip is taken as one that is not")
    func gzip() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let envelopes = try [server.report(key, 1), server.report(key, 2)].joined(separator: "\n")
            let packed = try PackedBody(Data(envelopes.utf8))
            try #require(packed.isGzip)
            let answer = try await server.post("/v1/reports", packed.data, coding: "gzip")
            #expect(answer.status == 200, "\(answer.body)")
            #expect(try answer.decoded(DeliveryResponse.self).accepted.map(\.ranges) == [SequenceRanges([1, 2])])
            let again = try await server.post("/v1/reports", Data(envelopes.utf8), coding: "identity")
            #expect(try again.decoded(DeliveryResponse.self).accepted.map(\.ranges) == [SequenceRanges([1, 2])])
            #expect(try await server.storedCount() == 2)
        }
    }

    @Test("another coding is refused, and which one is read is said", arguments: ["br", "deflate", "gzip, gzip", ""])
    func others(coding: String) async throws {
        try await LiveAggregator.run { server in
            let answer = try await server.post("/v1/reports", Data("x".utf8), coding: coding)
            #expect(answer.status == 415 && answer.word == "unsupported_encoding", "\(answer.body)")
            #expect(answer.headers["accept-encoding"] == "gzip")
        }
    }

    @Test("what is not gzip, is cut off, or goes on after its end is no message")
    func damaged() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let whole = try Gzip.compress(Data(server.report(key, 1).utf8))
            for body in [Data("plain".utf8), whole.dropLast(9), whole + Data([0]), Data()] {
                let answer = try await server.post("/v1/reports", Data(body), coding: "gzip")
                #expect(answer.status == 400 && answer.word == "bad_request", "\(answer.status) \(answer.body)")
            }
            #expect(try await server.storedCount() == 0)
        }
    }

    @Test("a bomb is refused at four times its size", arguments: ["/v1/reports", "/v1/enroll", "/v1/leases"])
    func bomb(path: String) async throws {
        try await LiveAggregator.run { server in
            let bomb = try Gzip.compress(Data(repeating: UInt8(ascii: "x"), count: 200_000))
            try #require(bomb.count < 400)
            let answer = try await server.post(path, bomb, coding: "gzip")
            #expect(answer.status == 413 && answer.word == "body_too_large", "\(answer.status) \(answer.body)")
        }
    }

    @Test("as many envelopes as a delivery may hold are within what a body may inflate to")
    func largest() throws {
        let key = SigningKey()
        // Of the smallest there are, which have their header in common, and a signature each.
        let lines = try (0..<64).map { try Envelope.seal(["n": $0], kind: .report, with: key).text }
        let plain = lines.joined(separator: "\n")
        let packed = try Gzip.compress(Data(plain.utf8), level: 9)
        #expect(plain.utf8.count < ContentCoding.freeBytes + packed.count * ContentCoding.ratioLimit)
    }
}
