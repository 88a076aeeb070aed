import Foundation
import Store
import Testing

@testable import Aggregator

@Suite("Who may read", .timeLimit(.minutes(1)))
struct ReadingAccessTests {
    @Test("without a good token nothing is told, and the answer asks for one")
    func noToken() async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.admin)
            for (header, word, challenge) in [
                (nil, "no_token", #"Bearer realm="parta""#),
                ("Basic YTpi", "bad_token", #"Bearer realm="parta", error="invalid_token""#),
                ("Bearer", "bad_token", #"Bearer realm="parta", error="invalid_token""#),
                ("Bearer x", "bad_token", #"Bearer realm="parta", error="invalid_token""#),
                ("Bearer \(ReaderSecret().text)", "bad_token", #"Bearer realm="parta", error="invalid_token""#),
                ("Bearer \(token.dropLast())", "bad_token", #"Bearer realm="parta", error="invalid_token""#),
                ("Bearer \(token) \(token)", "bad_token", #"Bearer realm="parta", error="invalid_token""#),
            ] as [(String?, String, String)] {
                let answer = try await world.get(
                    "/api/schools", headers: header.map { ["Authorization: \($0)"] } ?? [])
                #expect(answer.status == 401)
                #expect(answer.word == word, "\(header ?? "-")")
                #expect(answer.headers["www-authenticate"] == challenge)
                #expect(!answer.body.contains("T-1"))
            }
            let good = try await world.get("/api/schools", headers: ["authorization: bearer \(token)"])
            #expect(good.status == 200)
        }
    }

    @Test("a token ends when it expires, and at once when it is revoked")
    func ends() async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.reader, days: 1)
            #expect(try await world.get("/api/schools", token: token).status == 200)
            world.server.clock.advance(seconds: 86_400)
            let late = try await world.get("/api/schools", token: token)
            #expect(late.status == 401 && late.word == "token_expired")
            let other = try await world.token(.reader)
            let id = try #require(try await world.server.store.tokens().last?.id)
            _ = try await world.server.store.revokeToken(id, at: world.server.clock.now)
            let revoked = try await world.get("/api/schools", token: other)
            #expect(revoked.status == 401 && revoked.word == "token_revoked")
        }
    }

    @Test("each role opens what it opens, and no more", arguments: ReaderRole.allCases)
    func roles(_ role: ReaderRole) async throws {
        let opened: Set<String> =
            switch role {
            case .school, .reader:
                [
                    "schools", "schools/places", "rooms", "computers", "devices", "stock", "coverage", "lines",
                    "platforms",
                    "programmes", "indicators", "regions",
                ]
            case .planner:
                [
                    "schools", "schools/places", "rooms", "computers", "devices", "assets", "stock", "coverage",
                    "lines",
                    "platforms", "lines/slots", "lines/gateways", "programmes", "programmes/stages",
                    "programmes/expected", "indicators", "regions",
                    "plans", "plans/sites", "plans/segments", "plans/purchases", "plans/transfers",
                ]
            case .admin: Set(ReadingEndpoint.allCases.map(\.rawValue))
            case .region: []
            }
        try await ReadingWorld.run { world in
            let token = try await world.token(role, role == .school ? .school("T-1") : .areas(["Aktobe"]))
            for endpoint in ReadingEndpoint.allCases {
                let answer = try await world.get(endpoint.path, token: token)
                if opened.contains(endpoint.rawValue) {
                    #expect(answer.status == 200, "\(endpoint)")
                } else {
                    #expect(answer.status == 403 && answer.word == "role_too_low", "\(endpoint)")
                    #expect(answer.headers["www-authenticate"]?.contains("insufficient_scope") == true)
                }
            }
        }
    }

    @Test("no list shows what lies outside the scope, whatever is asked")
    func scope() async throws {
        try await ReadingWorld.run { world in
            let reaches: [(ReaderRole, NewReaderToken.Reach, Set<String>)] = [
                (.school, .school("T-1"), ["T-1"]), (.admin, .areas(["Aktobe"]), ["T-1", "T-2"]),
                (.admin, .areas(["Kostanay", "Alga"]), ["T-1", "K-1"]), (.admin, .areas(["Temir"]), ["T-2"]),
                (.admin, .areas(["Kazakhstan"]), ["T-1", "T-2", "K-1"]),
            ]
            for (role, reach, seen) in reaches {
                let token = try await world.token(role, reach)
                for endpoint in ReadingEndpoint.allCases where role == .admin || endpoint.role == .reader {
                    let rows = try await world.rows(endpoint.path, token: token)
                    let schools = Set(rows.compactMap { ($0["school"] ?? $0["id"])?.text })
                    // T-2 has said nothing yet, so that it is in the registry alone.
                    let isOfAll = [.schools, .places, .coverage].contains(endpoint)
                    let expected = isOfAll ? seen : seen.subtracting(["T-2"])
                    switch endpoint {
                    // A plan's id is its number; the store's contract holds who sees it, and none is saved here.
                    case .plans: #expect(rows.isEmpty)
                    // What a hub's readers see of its regions, the store's contract holds.
                    case .regions: #expect(rows.isEmpty)
                    case .schools, .places, .rooms, .computers, .devices, .stock, .coverage, .lines, .agents,
                        .enrollments:
                        #expect(schools == expected, "\(endpoint) \(reach)")
                    case .assets, .slots, .gateways, .platforms, .programmes, .stages, .indicators, .expected,
                        .planSites,
                        .planSegments, .planPurchases, .planTransfers:
                        #expect(schools.isSubset(of: expected), "\(endpoint) \(reach)")
                    }
                    for query in ["school=K-1", "area=Kostanay"] where !seen.contains("K-1") {
                        let answer = try await world.get("\(endpoint.path)?\(query)", token: token)
                        #expect(answer.status == 400 && answer.word == "unknown_place", "\(endpoint) \(query)")
                    }
                }
            }
        }
    }

    @Test("whoever tries tokens is held back by address, and good ones beside it are not")
    func guessing() async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.reader)
            for _ in 0..<AttemptLimiter.limit {
                #expect(try await world.get("/api/schools", token: ReaderSecret().text).status == 401)
            }
            let held = try await world.get("/api/schools", token: ReaderSecret().text)
            #expect(held.status == 429 && held.word == "too_many_attempts")
            #expect(held.headers["retry-after"] == "600")
            #expect(try await world.get("/api/schools", token: token).status == 200)
            world.server.clock.advance(seconds: 600)
            #expect(try await world.get("/api/schools", token: ReaderSecret().text).status == 401)
        }
    }

    @Test("who shows no token, or a dead one, uses up nothing of those who show a good one")
    func strangers() async throws {
        func few(_ configuration: inout AggregatorConfiguration) { configuration.addressReadLimit = 3 }
        try await ReadingWorld.run(configure: few) { world in
            let token = try await world.token(.reader)
            for _ in 0..<3 { #expect(try await world.get("/api/schools").status == 401) }
            #expect(try await world.get("/api/schools").word == "too_many_reads")
            #expect(try await world.get("/api/openapi.json").word == "too_many_reads")
            #expect(try await world.get("/api/schools", token: token).status == 200)
        }
    }

    @Test("a token and an address may ask so often, and are told when again")
    func rates() async throws {
        func few(_ configuration: inout AggregatorConfiguration) {
            configuration.tokenReadLimit = 2
            configuration.addressReadLimit = 5
        }
        try await ReadingWorld.run(configure: few) { world in
            let (one, two) = (try await world.token(.reader), try await world.token(.reader))
            for _ in 0..<2 { #expect(try await world.get("/api/schools", token: one).status == 200) }
            world.server.clock.advance(seconds: 100)
            let third = try await world.get("/api/schools", token: one)
            #expect(third.status == 429 && third.word == "too_many_reads")
            #expect(third.headers["retry-after"] == "500")
            #expect(try await world.get("/api/schools", token: two).status == 200)
            #expect(try await world.get("/api/schools", token: two).status == 200)
            let others = try await world.token(.reader)
            let sixth = try await world.get("/api/schools", token: others)
            #expect(sixth.status == 429 && sixth.word == "too_many_reads")
            world.server.clock.advance(seconds: 500)
            #expect(try await world.get("/api/schools", token: one).status == 200)
        }
    }
}
