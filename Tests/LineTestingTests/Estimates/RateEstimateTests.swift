import NDT7
import Testing

@testable import LineTesting

/// Estimates and gates, on curves simple enough to know the answer.
@Suite struct RateEstimateTests {
    /// Samples every 100 ms at the rates of the levels, one after the other.
    static func samples(
        _ levels: [(mbps: Double, seconds: Double)], minRTTMs: Double? = 40, lost: Double = 0
    ) -> [NDT7Result.Sample] {
        var (bytes, seconds, found) = (0.0, 0.0, [NDT7Result.Sample]())
        for level in levels {
            for _ in 0..<Int((level.seconds * 10).rounded()) {
                seconds += 0.1
                bytes += level.mbps * 1e6 / 8 * 0.1
                found.append(
                    NDT7Result.Sample(
                        elapsedSeconds: seconds, bytes: Int(bytes), minRTTMs: minRTTMs, sentByteCount: Int(bytes),
                        retransmittedByteCount: Int(bytes * lost)))
            }
        }
        return found
    }

    static func stop(
        _ samples: [NDT7Result.Sample], _ direction: Direction = .download
    ) -> (estimate: RateEstimate, sample: NDT7Result.Sample)? {
        var rule = EarlyStopRule(direction: direction)
        return samples.contains { rule.shouldStop(at: $0) } ? rule.stop : nil
    }

    @Test func stepsFollowTheCurveBetweenSamples() {
        var steps = RateSteps()
        steps.add(.init(elapsedSeconds: 0.4, bytes: 500_000))
        #expect(steps.count == 1)
        steps.add(.init(elapsedSeconds: 1.1, bytes: 500_000))
        #expect(steps.count == 4)
        #expect(abs(steps.mbps[0] - 10) < 1e-9)
        #expect(abs(steps.rate(0..<4) - 4) < 1e-9)
        #expect(abs(steps.mbps[3]) < 1e-9)
        #expect(steps.window(endingAt: 3) == nil)
        #expect(abs((steps.window(endingAt: 4) ?? 0) - 4) < 1e-9)
    }

    @Test(
        "a sample that cannot be adds nothing",
        arguments: [(0.3, 900), (0.6, 400), (Double.nan, 900), (.infinity, 900), (1e9, 900), (-1, 900)])
    func oddSamples(seconds: Double, bytes: Int) {
        var steps = RateSteps([.init(elapsedSeconds: 0.5, bytes: 500)])
        steps.add(.init(elapsedSeconds: seconds, bytes: bytes))
        #expect(steps.count == 2)
        steps.add(.init(elapsedSeconds: 0.75, bytes: 1000))
        #expect(steps.count == 3)
    }

    @Test func aBurstIsNotTheLine() throws {
        // 8 MB at 50 Mbps, then the contract.
        let full = Self.samples([(5, 0.3), (50, 1.28), (20, 8.42)])
        let estimate = try #require(RateEstimate(RateSteps(full)))
        #expect(abs(estimate.mbps - 20) < 0.2)
        #expect((1.5...2.5).contains(estimate.fromSeconds))
        #expect(estimate.low <= 20 && 20 <= estimate.high)
        #expect(Self.stop(full) == nil)
    }

    @Test func slowStartIsLeftOut() throws {
        let estimate = try #require(RateEstimate(RateSteps(Self.samples([(1, 1), (3, 1), (6, 1), (10, 7)]))))
        #expect(abs(estimate.mbps - 10) < 0.1)
    }

    @Test("at a satellite's delay one full burst of slow start is not its end", arguments: [40.0, 600])
    func oneBurstIsNotTheEnd(minRTTMs: Double) throws {
        var samples = Self.samples([(1, 1.5), (10, 0.25), (2, 0.5), (9.5, 7.75)])
        for index in samples.indices { samples[index].minRTTMs = minRTTMs }
        let part = try #require(SettledPart.find(in: RateSteps(samples)))
        // Within 40 ms nothing pauses: what dips there is the line.
        #expect(Double(part.rampEnd) * RateSteps.stepSeconds >= (minRTTMs > 250 ? 2.25 : 1.5))
        #expect((Double(part.rampEnd) * RateSteps.stepSeconds < 2.25) == (minRTTMs < 250))
    }

    @Test func whatRisesHasNoSteadyRate() {
        let rising = RateSteps(Self.samples((1...10).map { (Double($0), 1) }))
        #expect(SettledPart.find(in: rising)?.isRising == true)
        #expect(RateEstimate(rising) == nil)
    }

    @Test("too little gives no figure", arguments: [[], [(20.0, 0.9)], [(0, 10)]])
    func tooLittle(levels: [(Double, Double)]) {
        #expect(RateEstimate(RateSteps(Self.samples(levels.map { (mbps: $0.0, seconds: $0.1) }))) == nil)
    }

    @Test func slowWavesWidenTheIntervalMoreThanQuickOnes() throws {
        // The same forty rates in another order: what is correlated says less.
        let waves = (0..<40).map { (mbps: 20.0 + ($0 / 10 % 2 == 0 ? 3 : -3), seconds: 0.25) }
        let quick = (0..<40).map { (mbps: 20.0 + ($0 % 2 == 0 ? 3 : -3), seconds: 0.25) }
        func width(_ intervals: [(mbps: Double, seconds: Double)]) throws -> Double {
            let interval = try #require(FluctuationModel(intervals)).interval(share: 0.95)
            return interval.high - interval.low
        }
        #expect(try width(waves) > 3 * width(quick))
        #expect(FluctuationModel(Array(quick.prefix(2))) == nil, "two looks give no interval")
    }

    // MARK: - Gates

    @Test func aCleanLineIsStopped() throws {
        let stop = try #require(Self.stop(Self.samples([(5, 0.3), (20, 9.7)])))
        #expect((2.5...3).contains(stop.sample.elapsedSeconds))
        #expect(abs(stop.estimate.mbps - 20) < 0.4)
    }

    @Test(
        "each gate keeps a test running",
        arguments: [
            ("retransmits", Self.samples([(5, 0.3), (20, 9.7)], lost: 0.06), Direction.download),
            ("round trips", Self.samples([(5, 0.3), (20, 9.7)], minRTTMs: 1300), .download),
            ("thin upload", Self.samples([(0.5, 0.3), (2, 9.7)]), .upload),
            ("unsteady", Self.samples((0..<10).map { (mbps: $0 % 2 == 0 ? 20 : 24, seconds: 1) }), .download),
        ] as [(String, [NDT7Result.Sample], Direction)])
    func gates(name: String, samples: [NDT7Result.Sample], direction: Direction) {
        #expect(Self.stop(samples, direction) == nil, "\(name)")
    }

    @Test func longRoundTripsAreGivenTime() throws {
        let stop = try #require(Self.stop(Self.samples([(2, 0.5), (20, 9.5)], minRTTMs: 600)))
        #expect(stop.sample.elapsedSeconds >= 0.5 + 8 * 0.6)
    }
}
