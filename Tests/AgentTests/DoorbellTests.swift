import NIOPosix
import Reports
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct DoorbellTests {
    private let bell = Doorbell(on: MultiThreadedEventLoopGroup.singleton.next())
    private let time = TestClock()

    /// A timer stands still while the computer sleeps; the ring at resume makes the pause look at the clock.
    @Test func aPauseThatWasSleptOverEndsAtTheRing() async {
        let pause = Task { [bell, time] in await bell.pause(seconds: 3_600, by: time.clock) }
        bell.ring()
        time.advance(3_601)
        bell.ring()
        // A ring that came too early for the clock is followed by another.
        let ringing = Task { [bell] in
            while !Task.isCancelled {
                bell.ring()
                await Task.yield()
            }
        }
        #expect(await pause.value)
        ringing.cancel()
    }

    @Test func aRingAloneEndsNoPause() async {
        bell.ring()
        let begun = ContinuousClock.now
        #expect(await bell.pause(seconds: 0.05, by: .system()))
        #expect(ContinuousClock.now - begun >= .milliseconds(49))
    }

    @Test func aClosedHouseEndsIt() async {
        bell.close()
        #expect(!(await bell.pause(seconds: 3_600, by: time.clock)))
    }
}
