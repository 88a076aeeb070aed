import Foundation
import Reports
import Synchronization
import Testing

@testable import Agent

struct SleepGaugeTests {
    @Test func sleepIsWhatTheTwoClocksDriftApart() {
        let clock = SleepingClock()
        var gauge = SleepGauge(clock.clock)
        let moments: [(awake: Double, asleep: Double)] = [
            (0, 0),
            // An hour of work is no sleep, nor is a moment between two readings, though it is not forgotten.
            (3_600, 0), (0, 0.3), (0, 600), (10, 0), (1, 7_200),
        ]
        var slept: [Double] = []
        for moment in moments {
            clock.run(seconds: moment.awake)
            clock.sleep(seconds: moment.asleep)
            slept.append(gauge.secondsSlept())
        }
        #expect(slept.map { ($0 * 10).rounded() / 10 } == [0, 0, 0, 600.3, 0, 7_200])
    }
}

/// A computer's clocks, put to sleep by the test.
final class SleepingClock: Sendable {
    private let seconds = Mutex((awake: 0.0, asleep: 0.0))

    func run(seconds step: Double) { seconds.withLock { $0.awake += step } }
    func sleep(seconds step: Double) { seconds.withLock { $0.asleep += step } }

    var clock: AgentClock {
        AgentClock(
            { [self] in
                let passed = seconds.withLock { $0.awake + $0.asleep }
                return ObservedTime(
                    bootID: "boot", monotonic: passed, wallClock: Date(timeIntervalSince1970: 1_788_249_600 + passed))
            }, awakeSeconds: { [self] in seconds.withLock { $0.awake } })
    }
}
