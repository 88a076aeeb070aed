import Foundation
import Reports
import SQLiteStore
import Store
import Testing

@testable import Aggregator

@Suite("A hub that is forwarded to", .timeLimit(.minutes(1)))
struct HubTests {
    private let key = SigningKey()

    private func post(
        _ body: String, to hub: LiveAggregator, token: String?, key: SigningKey? = nil
    ) async throws -> RawHTTP.Answer {
        let headers =
            (token.map { "Authorization: Bearer \($0)\r\n" } ?? "")
            + (key.map { "Parta-Region-Key: \(Base64URL.encode($0.publicKey.rawRepresentation))\r\n" } ?? "")
        return try await RawHTTP.send(
            "POST /v1/forward HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(headers)"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)",
            port: hub.port)
    }

    private func message(_ number: Int, _ change: (inout Forward) -> Void = { _ in }) -> Forward {
        var message = Forward(number: number, madeAt: Date(timeIntervalSince1970: 1), release: "1")
        message.schools = [
            ForwardedSchool(
                school: School(id: "K-1", names: Names(en: "K"), area: AreaPath(country: "Kazakhstan")),
                kind: .envelopes)
        ]
        change(&message)
        return message
    }

    private func sealed(_ message: Forward, _ kind: Envelope.Kind = .forward) throws -> String {
        try Envelope.seal(message, kind: kind, with: key).text
    }

    @Test("a token of another role, of nobody, or of another region is refused in a word")
    func tokens() async throws {
        try await LiveAggregator.run { hub in
            let token = try await hub.regionToken()
            let reader = ReaderSecret()
            _ = try await hub.store.createToken(
                NewReaderToken(
                    hash: reader.hash, name: "reader", role: .admin, reach: .areas([]), createdAt: hub.clock.now,
                    createdBy: "", expiresAt: hub.clock.now.addingTimeInterval(99)))
            let good = try sealed(message(1))
            for (shown, status, word) in [
                (nil, 401, "no_token"), (ReaderSecret().text, 401, "bad_token"), (reader.text, 403, "role_too_low"),
            ] as [(String?, Int, String)] {
                let answer = try await post(good, to: hub, token: shown, key: key)
                #expect(answer.status == status && answer.word == word)
            }
            let unnamed = try await post(good, to: hub, token: token)
            #expect(unnamed.status == 400 && unnamed.word == "no_region_key")
            let other = SigningKey()
            let forged = try await post(good, to: hub, token: token, key: other)
            #expect(forged.status == 403 && forged.word == "wrong_region")
            let taken = try await post(good, to: hub, token: token, key: key)
            #expect(taken.status == 200, "\(taken.body)")
            let thief = try await post(
                Envelope.seal(message(9), kind: .forward, with: other).text, to: hub, token: token, key: other)
            #expect(thief.status == 403 && thief.word == "wrong_region")
            let again = try await post(good, to: hub, token: token, key: key)
            #expect(again.status == 409 && again.word == "stale_number")
            #expect(try again.decoded(HubErrorResponse.self).held == 1)
            // It opens no list and no page.
            let read = try await RawHTTP.send(
                "GET /api/schools HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer \(token)\r\n\r\n",
                port: hub.port)
            #expect(read.status == 403)
            let wrongWay = try await RawHTTP.get("/v1/forward", port: hub.port)
            #expect(wrongWay.status == 405)
        }
    }

    @Test("what is signed by nobody is not looked at, and what is signed is held to its bounds")
    func hostile() async throws {
        try await LiveAggregator.run { hub in
            let token = try await hub.regionToken()
            func word(_ body: String) async throws -> String? {
                try await post(body, to: hub, token: token, key: key).word
            }
            func signed(_ payload: Data) throws -> String {
                let header = #"{"alg":"EdDSA","kid":"\#(key.publicKey.agentID.text)","typ":"parta-forward"}"#
                let text = Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(payload)
                return try text + "." + Base64URL.encode(key.signature(for: Data(text.utf8)))
            }
            #expect(try await word("x") == "bad_message")
            #expect(try await word(try sealed(message(1), .report)) == "bad_message")
            #expect(try await word(try signed(Gzip.compress(Data("{}".utf8)))) == "bad_message")
            let bomb = try Gzip.compress(Data(repeating: 0x20, count: 20_000_000), level: 9)
            #expect(try ["bad_message", "message_out_of_bounds"].contains(await word(try signed(bomb))))
            // The bomb by another's key is told by its signature alone.
            let unsigned = try signed(bomb).dropLast(20) + "AAAAAAAAAAAAAAAAAAAA"
            #expect(try await word(String(unsigned)) == "wrong_region")
            #expect(try await word(String(repeating: "a", count: Envelope.limitBytes + 1)) == "body_too_large")
            let spoiled: [(inout Forward) -> Void] = [
                { $0.version = 2 }, { $0.number = 0 }, { $0.waiting = -1 },
                { $0.schools = Array(repeating: $0.schools[0], count: 2) },
                { $0.schools = Array(repeating: $0.schools[0], count: 101) },
                { $0.schools[0].coverage.agents = .max }, { $0.schools[0].devices = -1 },
                { $0.schools[0].school.area.country = "Kazakhstan/Aktobe" },
                { $0.schools[0].school.names = Names(en: String(repeating: "a", count: 500)) },
                { $0.schools[0].school.names = Names() }, { $0.schools[0].school.latitude = 91 },
                { $0.schools[0].day = "2025-13-01" },
                {
                    $0.schools[0].values = [
                        .init(indicator: "i", programme: nil, period: "soon", value: 1, target: nil)
                    ]
                },
                {
                    $0.schools[0].milestones = [
                        .init(programme: "P", stage: .planned, day: "2025-01-01", cost: 1, currency: nil)
                    ]
                }, { $0.envelopes = Array(repeating: "a", count: 401) },
            ]
            for (index, change) in spoiled.enumerated() {
                #expect(try await word(try sealed(message(1, change))) == "message_out_of_bounds", "\(index)")
            }
            #expect(try await hub.store.schools(Query(asOf: hub.clock.now), scope: .everything).count == 1)
        }
    }

    @Test("an envelope whose computer did not sign it is refused by itself")
    func forged() async throws {
        try await LiveAggregator.run { hub in
            let token = try await hub.regionToken()
            let (one, other) = (SigningKey(), SigningKey())
            func stands(_ key: SigningKey) -> ForwardedAgent {
                ForwardedAgent(publicKey: key.publicKey, school: "K-1", room: nil)
            }
            let good = try hub.report(one, 1)
            var swapped = good.split(separator: ".").map(String.init)
            swapped[1] = try String(hub.report(one, 2).split(separator: ".")[1])
            let message = message(1) {
                $0.agents = [stands(one)]
                $0.envelopes = [
                    good, swapped.joined(separator: "."), (try? hub.report(other, 1)) ?? "",
                    (try? hub.report(one, 3, agent: other.publicKey.agentID)) ?? "",
                ]
            }
            let answer = try await post(try sealed(message), to: hub, token: token, key: key)
            let told = try answer.decoded(ForwardAnswer.self)
            #expect(told.stored == 1 && told.schools == 1)
            #expect(
                told.refused.sorted { ($0.envelope ?? 0) < ($1.envelope ?? 0) }.map(\.error)
                    == ["bad_signature", "unknown_agent", "agent_mismatch"])
            #expect(try await hub.storedCount() == 1)
        }
    }
}
