import Foundation
import Testing

/// The real agent, killed at random moments of collect, store, send and acknowledge, against a real aggregator.
///
/// `PARTA_FAULT_ROUNDS` says how often (20); `PARTA_FAULT_SEED` repeats a run's draws.
@Suite(.timeLimit(.minutes(30)))
struct AgentFaultTests {
    /// Every so many rounds there is a line test in it: the other rounds last a hundredth of one that has.
    private static let lineTestEvery = 20

    @Test func killedAtAnyMomentLosesNothingAndTellsNothingTwice() async throws {
        let rounds = FaultRow.count("PARTA_FAULT_ROUNDS", 20)
        let seed = UInt64(FaultRow.count("PARTA_FAULT_SEED", Int.random(in: 1..<1_000_000)))
        var draws = Draws(seed: seed)
        let region = try Region()
        // Loopback is fast: a handful of tests would use up the line's month.
        try await region.start("--line-budget", "0")
        try await region.enroll("one")
        let begin = ContinuousClock.now
        let killer = Killer(region: region, agent: "one")
        var long = try await killer.whole(testing: true)
        _ = try await killer.whole(testing: false)
        var short = try await killer.whole(testing: false)

        var before = try AgentBooks.look(at: region, agent: "one")
        var sealed = before.sealed
        var stored = Set(before.unsealed)
        var moments: [AgentBooks.Moment: Int] = [:]
        var (killed, changed) = (0, 0)
        for round in 1...rounds {
            let testing = round % Self.lineTestEvery == 0
            // A round without a test anywhere in it, half of them in the last two thirds, where it stores, sends and is
            // acknowledged; one with a test about where the test ends.
            let moment =
                testing
                ? long - short * 2 + short * draws.next(below: 3.5)
                : draws.next(below: 1) < 0.5 ? short * draws.next(below: 1.1) : short * (0.35 + draws.next(below: 0.75))
            let isKilled = try killer.run(testing: testing, for: moment)
            if isKilled { killed += 1 }
            // What a round takes is found by its ends, on a busy machine as well: about one in seven comes before the kill,
            // and of those that test every other one.
            if testing { long += short * (isKilled ? 2 : -2) } else { short = short * (isKilled ? 1.015 : 0.91) }
            let books = try AgentBooks.look(at: region, agent: "one")
            moments[books.moment(since: before), default: 0] += 1
            changed += books.sealed.count { known in sealed[known.key].map { $0 != known.value } ?? false }
            sealed.merge(books.sealed) { known, _ in known }
            stored.formUnion(books.unsealed)
            before = books
        }
        _ = try await killer.whole(testing: false)
        let elapsed = begin.duration(to: .now) / .seconds(1)
        let books = try AgentBooks.look(at: region, agent: "one", wholly: true)
        sealed.merge(books.sealed) { known, _ in known }

        let lostEnvelopes = sealed.count { books.held[$0.key] != $0.value }
        let lostTests = stored.subtracting(books.told.keys).count + Set(books.told.keys).subtracting(books.tests).count
        // Numbers without a gap: nothing was sealed that never arrived.
        let numbers = books.held.keys.compactMap { $0.split(separator: "/").last.flatMap { Int($0) } }
        let gaps = (numbers.max() ?? 0) - numbers.count
        let twice = books.told.values.count { $0 > 1 }
        // A minute told twice or never would show in the days of the devices.
        let wrong = books.seconds.filter { day in
            abs(Double(books.minutes[day.key] ?? -1) * 60 - day.value) >= 60 || day.value > elapsed + 1
        }
        let wrongDays = wrong.count
        let streams = Set(books.held.keys.map { $0.split(separator: "/")[0] })
        let isMet =
            lostEnvelopes + lostTests + gaps + twice + wrongDays + changed + books.setAside == 0 && streams.count == 1
        let found = AgentBooks.Moment.allCases.map { "\($0.rawValue) \(moments[$0] ?? 0)" }.joined(separator: ", ")
        FaultRow.say(
            "agent SIGKILLed at random moments", toReach: "500 rounds, 0 lost, 0 twice",
            "\(rounds) rounds, \(killed) killed (\(found)), \(lostEnvelopes + lostTests + gaps) lost, \(twice) twice, "
                + "\(wrongDays) device-days wrong, of \(books.held.count) reports and \(books.tests.count) line tests "
                + "(seed \(seed))", met: isMet && rounds >= 500)
        #expect(lostEnvelopes == 0 && lostTests == 0 && gaps == 0)
        #expect(twice == 0)
        #expect(
            wrongDays == 0,
            "after \(elapsed) s, in seconds here and minutes there: \(wrong.map { ($0, books.minutes[$0.key]) })")
        #expect(changed == 0, "sealed envelopes never change")
        #expect(streams.count == 1 && books.setAside == 0)
        #expect(killed > 0 && books.held.count > 3)
    }
}

/// Runs the agent's rounds and ends them before their time.
private struct Killer {
    let region: Region
    let agent: String

    private func environment(testing: Bool) -> [String: String] {
        // A megabyte a month is used up by the first test: what remains of the round is collect, store, send, acknowledge.
        region.environment.merging(testing ? [:] : ["PARTA_MONTHLY_MB": "1"]) { $1 }
    }

    private var arguments: [String] { ["once"] + region.agentOptions(agent) + ["--duration", "1"] }

    /// A round to its end.
    /// - Returns: how long it lasted here and now.
    func whole(testing: Bool) async throws -> Duration {
        let begin = ContinuousClock.now
        let whole = try await Program.agent.run(arguments, environment: environment(testing: testing))
        try #require(whole.exit == 0, "\(whole.errors)")
        return begin.duration(to: .now)
    }

    /// A round that is killed when its time is up.
    /// - Returns: whether it was.
    func run(testing: Bool, for time: Duration) throws -> Bool {
        let process = Foundation.Process()
        // timeout(1) waits beside it, so that no test sleeps; it ends with 128 + 9 when it had to kill.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "timeout", "--signal=KILL", "\(max(0.001, time / .seconds(1)))",
                Program.agent.path.path(percentEncoded: false),
            ] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment(testing: testing)) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal || process.terminationStatus == 137
    }
}

/// Numbers that a seed repeats (xorshift64, Marsaglia 2003).
private struct Draws {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9e37_79b9_7f4a_7c15 }

    mutating func next(below limit: Double) -> Double {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Double(state >> 11) / Double(1 << 53) * limit
    }
}
