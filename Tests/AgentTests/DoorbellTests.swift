import Foundation
import NIOPosix
import Reports
import Synchronization
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct DoorbellTests {
    private let bell = Doorbell(on: MultiThreadedEventLoopGroup.singleton.next())

    /// A timer stands still while the computer sleeps; the ring at resume makes the pause look at the clock.
    @Test func aPauseThatWasSleptOverEndsAtTheRing() async {
        let looks = Mutex(0)
        let clock = AgentClock {
            let look = looks.withLock { looks in
                looks += 1
                return looks
            }
            return ObservedTime(bootID: "boot", monotonic: look == 1 ? 0 : 3_601, wallClock: Date())
        }
        bell.ring()
        #expect(await bell.pause(seconds: 3_600, by: clock))
    }

    @Test func aRingAloneEndsNoPause() async {
        bell.ring()
        let begun = ContinuousClock.now
        #expect(await bell.pause(seconds: 0.05, by: .system()))
        #expect(ContinuousClock.now - begun >= .milliseconds(49))
    }

    @Test func aClosedHouseEndsIt() async {
        bell.close()
        #expect(!(await bell.pause(seconds: 3_600, by: .system())))
    }
}
