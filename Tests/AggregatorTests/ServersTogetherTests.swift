import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import Aggregator

@Suite("Servers on one database", .timeLimit(.minutes(1)))
struct ServersTogetherTests {
    @Test("wrong codes at one server are held against their sender at another")
    func guesses() async throws {
        try await together { first, second in
            let code = try await first.code()
            for number in 0..<20 {
                let server = number % 3 == 0 ? second : first
                #expect(try await server.enroll(SigningKey(), secret: "1111111111").word == "unknown_code")
            }
            for server in [first, second] {
                let held = try await server.enroll(SigningKey(), secret: code.secret)
                #expect(held.status == 429 && held.word == "too_many_attempts")
            }
            first.clock.advance(seconds: 600)
            #expect(try await second.enroll(SigningKey(), secret: code.secret).status == 200)
        }
    }

    @Test("while many guess together, an address has three")
    func many() async throws {
        let store = try SQLiteStore.inMemory()
        let guesses = SharedGuesses(store: store, region: try await RegionIdentity.load(from: store))
        let now = TestClock().now
        for number in 0..<GuessLimiter.manyGuesses {
            try await guesses.note(from: CallerAddress("10.0.\(number / 250).\(number % 250)"), at: now)
        }
        let (busy, new) = (CallerAddress("10.1.0.1"), CallerAddress("10.1.0.2"))
        for _ in 0..<GuessLimiter.limitAmongMany {
            #expect(try await !guesses.areTooMany(from: busy, at: now))
            try await guesses.note(from: busy, at: now)
        }
        #expect(try await guesses.areTooMany(from: busy, at: now))
        #expect(try await !guesses.areTooMany(from: new, at: now))
        #expect(try await !guesses.areTooMany(from: busy, at: now.addingTimeInterval(600)))
    }

    @Test("a token's questions are counted over all servers, and a single server keeps to the limit")
    func readings() async throws {
        let few: @Sendable (inout AggregatorConfiguration) -> Void = { $0.tokenReadLimit = 40 }
        try await together(configure: few) { first, second in
            let (one, other) = (ReadingWorld(server: first), ReadingWorld(server: second))
            let (alone, both) = (try await one.token(.reader), try await one.token(.reader))
            var answered = try await Self.answered(by: [one], to: alone, of: 41)
            #expect(answered == 40)
            // The other learns of it after the tenth that it allows by itself.
            answered = try await Self.answered(by: [other], to: alone, of: 10)
            #expect(answered == 4)
            answered = try await Self.answered(by: [one, other], to: both, of: 100)
            #expect(answered >= 40 && answered <= 44)
            first.clock.advance(seconds: 600)
            answered = try await Self.answered(by: [one, other], to: both, of: 2)
            #expect(answered == 2)
        }
    }

    @Test("asks that come at once are let through up to the limit, and never beyond", arguments: [1, 7, 50, 200])
    func atOnce(_ limit: Int) async throws {
        let clock = TestClock()
        let limiter = SharedLimiter(try await Self.services(clock), purpose: "test", limit: limit)
        for window in 1...2 {
            let admitted = try await Self.admitted(300, by: limiter, at: clock.now)
            #expect(admitted == limit, "in window \(window)")
            clock.advance(seconds: 601)
        }
    }

    @Test("asks that come at once take from other servers no more than they use and a tenth")
    func leavingSome() async throws {
        let clock = TestClock()
        let services = try await Self.services(clock)
        let (one, other) = (
            SharedLimiter(services, purpose: "test", limit: 100), SharedLimiter(services, purpose: "test", limit: 100)
        )
        var admitted = try await Self.admitted(30, by: one, at: clock.now)
        #expect(admitted == 30)
        admitted = try await Self.admitted(100, by: other, at: clock.now)
        #expect(admitted >= 60)
    }

    private static func services(_ clock: TestClock) async throws -> AggregatorServices {
        let store = try SQLiteStore.inMemory()
        return AggregatorServices(
            store: store, region: try await RegionIdentity.load(from: store), trust: nil,
            configuration: AggregatorConfiguration(listen: try ListenAddress("127.0.0.1:0")), now: { clock.now },
            lineTestServer: { _ in nil }, makeToken: { _, _, _ in "" })
    }

    /// How many asks of one caller, all at once, are let through.
    private static func admitted(_ asks: Int, by limiter: SharedLimiter, at now: Date) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<asks { group.addTask { try await limiter.secondsToWait("a", at: now) == nil } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }

    /// How many questions in turn were answered and not put off for as long as the window runs.
    private static func answered(by worlds: [ReadingWorld], to token: String, of count: Int) async throws -> Int {
        var answered = 0
        for number in 0..<count {
            let answer = try await worlds[number % worlds.count].get("/api/schools", token: token)
            if answer.status == 200 {
                answered += 1
            } else {
                #expect(answer.status == 429 && answer.word == "too_many_reads")
                #expect(answer.headers["retry-after"] == "600")
            }
        }
        return answered
    }

    @Test("a report is counted once, whichever server it comes to first")
    func reports() async throws {
        try await together { first, second in
            let key = try await first.enrolledAgent()
            let time = ObservedTime(bootID: "boot", monotonic: 10, wallClock: first.clock.now)
            let report = Report(
                agent: key.publicKey.agentID, stream: String(repeating: "a", count: 32), seq: 1, sealedAt: time)
            let text = try Envelope.seal(report, kind: .report, with: key).text
            for server in [first, second, first] {
                #expect(try await server.post("/v1/reports", text).status == 200)
            }
            let agents = try await first.store.agents(Query(asOf: first.clock.now), scope: .everything)
            #expect(agents.map(\.reports) == [1])
        }
    }

    /// Two servers, as two programs would be: nothing is theirs together but the database.
    private func together(
        configure: (inout AggregatorConfiguration) -> Void = { _ in },
        _ body: (LiveAggregator, LiveAggregator) async throws -> Void
    ) async throws {
        try await LiveAggregator.run(configure: configure) { first in
            try await LiveAggregator.run(store: first.store, clock: first.clock, configure: configure) { second in
                try await body(first, second)
            }
        }
    }
}
