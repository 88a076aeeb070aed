import NDT7
import Testing

@testable import LineTesting

/// The early rule and the estimates over hundreds of made traces of each kind. The rule was tuned on seeds from 1000 on.
///
/// Prints a row a kind, for `docs/benchmarks.md`.
@Suite(.serialized) struct EarlyStopTrialTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        var name: String
        var trace: TraceGenerator
        /// The most of the full tests' bytes that may be moved; 1 where the rule may run on.
        var bytes = 1.0
        /// The least share of full tests that must give a figure.
        var settled = 1.0
        /// The most that 95 % of full estimates may err.
        var fullError = 0.03
        /// Stopped tests that must not be.
        var mayStop = true

        var testDescription: String { name }
    }

    static let seeds: Range<UInt64> = 500_000..<500_100
    /// Of 100 runs with a true coverage of 95 %, fewer than 88 are covered about once in a thousand.
    static let leastCoverage = 0.88

    static func clean(_ mbps: Double, _ direction: Direction, bytes: Double) -> Kind {
        Kind(
            name: "clean, \(Int(mbps)) Mbps, 40 ms, \(direction)",
            trace: TraceGenerator(link: .steady, mbps: mbps, rttSeconds: 0.04, direction: direction), bytes: bytes)
    }

    static func fluctuating(_ seconds: Double, _ direction: Direction) -> Kind {
        Kind(
            name: "fluctuating 20 %, \(seconds) s, 20 Mbps, \(direction)",
            trace: TraceGenerator(
                link: .fluctuating(strength: 0.2, seconds: seconds), mbps: 20, rttSeconds: 0.04, direction: direction),
            settled: 0.85, fullError: 0.4)
    }

    static func bucket(_ bytes: Double, _ direction: Direction) -> Kind {
        Kind(
            name: "bucket, \(bytes / 1e6) MB at 50 then 20 Mbps, \(direction)",
            trace: TraceGenerator(
                link: .bucket(bytes: bytes, peakMbps: 50), mbps: 20, rttSeconds: 0.04, direction: direction),
            mayStop: false)
    }

    static func satellite(_ mbps: Double, _ direction: Direction) -> Kind {
        Kind(
            name: "clean, \(Int(mbps)) Mbps, 600 ms, \(direction)",
            trace: TraceGenerator(link: .steady, mbps: mbps, rttSeconds: 0.6, direction: direction), fullError: 0.1)
    }

    static let kinds: [Kind] =
        [5, 20, 50, 100].flatMap { [clean($0, .download, bytes: 0.30), clean($0, .upload, bytes: 0.33)] }
        + [1, 2].map { clean($0, .upload, bytes: 1) }
        + [2, 3.5, 5].flatMap { [fluctuating($0, .download), fluctuating($0, .upload)] }
        // Eight million bytes in the bucket, and eight million until it is empty.
        + [8e6, 4.8e6].flatMap { [bucket($0, .download), bucket($0, .upload)] }
        + [satellite(10, .download), satellite(2, .upload)]

    @Test("saves bytes where it may, and says how sure it is", arguments: kinds)
    func trial(_ kind: Kind) throws {
        let trial = RuleTrial(kind.name, kind.trace, seeds: Self.seeds)
        print(trial.row)
        #expect(trial.meanByteShare <= kind.bytes)
        #expect(trial.coverage >= Self.leastCoverage)
        #expect(Double(trial.fullErrors.count) >= kind.settled * Double(trial.count))
        #expect(try #require(trial.fullError95) <= kind.fullError)
        if !kind.mayStop { #expect(trial.stopped == 0) }
        if case .steady = kind.trace.link, trial.stopped > 0 { #expect(try #require(trial.earlyError95) <= 0.06) }
        if case .fluctuating = kind.trace.link { #expect(Double(trial.stopped) <= 0.05 * Double(trial.count)) }
        if kind.trace.direction == .upload, kind.trace.mbps <= 2 { #expect(trial.stopped == 0) }
    }

    @Test("slow growth over a satellite is never taken for the line's rate", arguments: [0.3, 0.5], [0.03, 0.06])
    func slowGrowth(share: Double, growth: Double) {
        let trace = TraceGenerator(
            link: .slowGrowth(from: share, perRoundTrip: growth), mbps: 10, rttSeconds: 0.6, direction: .download)
        let trial = RuleTrial("slow growth from \(share) by \(growth)", trace, seeds: 500_000..<500_040)
        #expect(trial.stopped == 0)
        #expect(trial.reported == 0, "still rising at the end: no steady rate")
    }

    /// A bias of the rule that many lines would share would not show in one trial's spread.
    @Test func stoppingEarlyDoesNotFavourFastMoments() {
        let trace = TraceGenerator(
            link: .fluctuating(strength: 0.02, seconds: 3), mbps: 20, rttSeconds: 0.04, direction: .download)
        let trial = RuleTrial("fluctuating 2 %", trace, seeds: Self.seeds)
        let bias = trial.earlyErrors.reduce(0, +) / Double(max(1, trial.earlyErrors.count))
        #expect(trial.stopped > 20)
        #expect(abs(bias) < 0.02)
    }
}
