import Glibc
import Testing

@testable import Udev

@Suite(.serialized, .timeLimit(.minutes(1)))
struct ClockStepTests {
    @Test func isQuietWhileTheClockRuns() throws {
        let step = try ClockStep()
        #expect(!isReadable(step))
        #expect(try !step.acknowledge())
    }

    /// Sets the clock to what it says: a jump of microseconds, yet a jump, as resuming is.
    @Test(.enabled(if: geteuid() == 0, "only root may set the clock"))
    func hearsTheClockBeingSet() throws {
        let step = try ClockStep()
        for _ in 0..<2 {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            try #require(clock_settime(CLOCK_REALTIME, &now) == 0)
            #expect(isReadable(step))
            #expect(try step.acknowledge())
            #expect(!isReadable(step), "acknowledged means that an event loop may sleep")
        }
    }

    private func isReadable(_ step: ClockStep) -> Bool {
        var wanted = pollfd(fd: step.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, 0) == 1
    }
}
