import Aggregator
import Foundation
import Reports
import Store
import Testing

@Suite("Leases over HTTP", .timeLimit(.minutes(1)))
struct LeaseTests {
    @Test("who stands behind the school's gateway is granted the line, others are told who holds it")
    func grants() async throws {
        try await LiveAggregator.run { server in
            let (first, second) = (try await server.enrolledAgent(), try await server.enrolledAgent())
            let lease = try #require(try await server.lease(first, server.request(first)).lease)
            #expect(lease.line == "1")
            #expect(lease.seconds == 120)
            #expect(lease.server == "ws://school.test:9")
            #expect(lease.token == "\(lease.id) \(first.publicKey.agentID) 120", "as the token's maker was told")
            #expect(lease.full)
            #expect(lease.peer == nil)
            server.clock.advance(seconds: 20)
            let refused = try await server.lease(second, server.request(second))
            #expect(
                refused
                    == LeaseResponse(
                        refusal: .heldByAnother, holder: first.publicKey.agentID, retryAfter: 115,
                        gateways: [LiveAggregator.gateway]))
            let again = try await server.lease(first, server.request(first))
            #expect(again.lease?.id == lease.id)
            #expect(again.lease?.seconds == 100)
            var release = server.request(first, .release)
            release.lease = lease.id
            release.test = "t"
            release.bytes = 1_000
            #expect(try await server.lease(first, release) == LeaseResponse(gateways: [LiveAggregator.gateway]))
            #expect(try await server.lease(second, server.request(second)).refusal == .alreadyMeasured)
        }
    }

    @Test("the listener is given no token for the region's server, and the holder the listener's address")
    func brokers() async throws {
        try await LiveAggregator.run { server in
            let (first, second) = (try await server.enrolledAgent(), try await server.enrolledAgent())
            var introduction = server.request(second, slot: "2025-09-01/0")
            introduction.mayListen = true
            var release = server.request(second, .release)
            release.lease = try await server.lease(second, introduction).lease?.id
            _ = try await server.lease(second, release)
            let lease = try #require(try await server.lease(first, server.request(first)).lease)
            let token = try #require(lease.peer?.token)
            #expect(lease.peer == Lease.Peer(role: .measure, token: token))
            var offer = server.request(second)
            offer.mayListen = true
            let part = try #require(try await server.lease(second, offer).lease)
            #expect(part.id == lease.id && part.token.isEmpty)
            #expect(part.peer == Lease.Peer(role: .listen, token: token))

            var open = server.request(second, .listening)
            open.lease = lease.id
            open.listening = "192.168.1.20:4567"
            #expect(try await server.lease(second, open).lease?.peer?.server == "ws://192.168.1.20:4567")
            var question = server.request(first, .peer)
            question.lease = lease.id
            let told = try await server.lease(first, question)
            #expect(told.lease?.peer?.server == "ws://192.168.1.20:4567")
            #expect(told.retryAfter == nil)
            server.clock.advance(seconds: 120)
            open.nonce = LiveAggregator.nonce()
            #expect(try await server.lease(second, open).lease == nil, "no listener outlives its lease")
        }
    }

    @Test("what is not the agent's own well-formed word is refused")
    func refuses() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let request = server.request(key)
            func word(_ envelope: Envelope) async throws -> String? {
                try await server.post("/v1/leases", envelope.text).word
            }
            #expect(try await server.post("/v1/leases", "garbage").word == "bad_envelope")
            let stranger = SigningKey()
            #expect(
                try await word(.seal(server.request(stranger), kind: .lease, with: stranger)) == "unknown_agent")
            #expect(try await word(.seal(request, kind: .report, with: key)) == "bad_envelope")
            let another = server.request(stranger)
            #expect(try await word(.seal(another, kind: .lease, with: key)) == "bad_signature")
            let forged = try Envelope.seal(request, kind: .lease, with: key).text.split(separator: ".")
            let other = try Envelope.seal(another, kind: .lease, with: stranger).text.split(separator: ".")
            #expect(
                try await server.post("/v1/leases", "\(forged[0]).\(other[1]).\(other[2])").word == "bad_signature")
            #expect(try await server.post("/v1/leases", String(repeating: "x", count: 20_000)).status == 413)
            let sealed = try Envelope.seal(request, kind: .lease, with: key)
            #expect(try await server.post("/v1/leases", sealed.text).status == 200)
            let replay = try await server.post("/v1/leases", sealed.text)
            #expect(replay.status == 409)
            #expect(replay.word == "replayed")
            try await server.store.revoke(key.publicKey.agentID, at: server.clock.now)
            #expect(try await word(.seal(server.request(key), kind: .lease, with: key)) == "revoked")
            let wrong = try await RawHTTP.get("/v1/leases", port: server.port)
            #expect(wrong.status == 405)
        }
    }

    @Test("a text out of bounds is refused", arguments: BadField.allCases)
    func bounds(_ field: BadField) async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            var request = server.request(key)
            field.spoil(&request)
            let answer = try await server.post("/v1/leases", Envelope.seal(request, kind: .lease, with: key).text)
            #expect(answer.status == 400)
            #expect(answer.word == "out_of_bounds")
        }
    }

    enum BadField: String, CaseIterable {
        case nonce, gateway, slot, bytes, boot, noLease

        func spoil(_ request: inout LeaseRequest) {
            switch self {
            case .nonce: request.nonce = "0"
            case .gateway: request.gateway = "00:11:22:33:44:55"
            case .slot: request.slot = String(repeating: "x", count: 201)
            case .bytes: request.bytes = -1
            case .boot: request.askedAt.bootID = String(repeating: "x", count: 201)
            case .noLease: request.ask = .peer
            }
        }
    }

    @Test("a listener may be nowhere but in the school's own network", arguments: Listener.all)
    func addresses(_ listener: Listener) async throws {
        var request = LeaseRequest(
            agent: SigningKey().publicKey.agentID, ask: .listening,
            askedAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: Date()), nonce: LiveAggregator.nonce())
        request.listening = listener.text
        #expect(request.listenerURL == (listener.isLocal ? "ws://\(listener.text)" : nil))
        #expect(LANAddress("[FE80:0:0::1]:80")?.description == "[fe80::1]:80", "written anew")
    }

    struct Listener: CustomTestStringConvertible {
        var text: String
        var isLocal: Bool
        var testDescription: String { text }

        static let all =
            [
                "10.0.0.1:1", "172.16.0.1:80", "172.31.255.1:80", "192.168.0.1:65535", "169.254.9.9:9",
                "[fe80::1]:80", "[fd12:3456::1]:80",
            ].map { Listener(text: $0, isLocal: true) }
            + [
                "8.8.8.8:80", "172.32.0.1:80", "172.15.0.1:80", "127.0.0.1:80", "0.0.0.0:80", "100.64.0.1:80",
                "[::1]:80", "[2001:db8::1]:80", "[::ffff:8.8.8.8]:80", "school.kz:80", "10.1:80", "10.0.0.1",
                "10.0.0.1:0", "10.0.0.1:65536", "10.0.0.1:80/path",
                "10.0.0.1\u{0}@evil.com:80", "[fe80::1\u{0}x]:80", "[10.0.0.1]:80", "fe80::1:80", "[fe80::1%eth0]:80",
                "", ":", "10.0.0.1:+80",
            ].map { Listener(text: $0, isLocal: false) }
    }

    @Test("an agent that asks too often is asked for patience, others are not")
    func patience() async throws {
        let configure: @Sendable (inout AggregatorConfiguration) -> Void = { $0.leaseAskLimit = 3 }
        try await LiveAggregator.run(configure: configure) { server in
            let (eager, calm) = (try await server.enrolledAgent(), try await server.enrolledAgent())
            for _ in 0..<3 { _ = try await server.lease(eager, server.request(eager)) }
            let sealed = try Envelope.seal(server.request(eager), kind: .lease, with: eager)
            let answer = try await server.post("/v1/leases", sealed.text)
            #expect(answer.status == 429)
            #expect(answer.word == "too_many_asks")
            #expect(answer.headers["retry-after"] == "600")
            #expect(try await server.lease(calm, server.request(calm)).refusal == .heldByAnother)
            server.clock.advance(seconds: 600)
            #expect(try await server.lease(eager, server.request(eager)).lease != nil)
        }
    }
}

extension LiveAggregator {
    static let gateway = String(repeating: "a", count: 32)

    static func nonce() -> String { UUID().uuidString.lowercased().filter { $0 != "-" } }

    /// As an agent asks that stands where it was enrolled.
    func request(_ key: SigningKey, _ ask: LeaseRequest.Ask = .test, slot: String = "2025-09-01/1") -> LeaseRequest {
        LeaseRequest(
            agent: key.publicKey.agentID, ask: ask,
            askedAt: ObservedTime(bootID: "b", monotonic: 10, wallClock: clock.now), nonce: Self.nonce(), slot: slot,
            inLessons: true, gateway: Self.gateway, enrolledHere: true, medium: .wired)
    }

    func lease(_ key: SigningKey, _ request: LeaseRequest) async throws -> LeaseResponse {
        let answer = try await post("/v1/leases", Envelope.seal(request, kind: .lease, with: key).text)
        try #require(answer.status == 200, "\(answer.body)")
        return try answer.decoded(LeaseResponse.self)
    }
}
