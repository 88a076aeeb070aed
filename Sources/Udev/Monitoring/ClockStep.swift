internal import CUdev
internal import Glibc

/// Becomes readable when the wall clock jumps, which it does whenever the computer wakes up.
///
/// A timer set far ahead with TFD_TIMER_CANCEL_ON_SET (timerfd_create(2)): the kernel cancels it when it resumes or
/// somebody sets the clock, and nothing wakes the process until then. Which of the two it was, other clocks tell.
public final class ClockStep: Sendable {
    /// Readable after a jump, until `acknowledge()`; closed with the object.
    public let fileDescriptor: Int32

    /// - Throws: `UdevFailure` when the kernel makes no timer.
    public init() throws {
        fileDescriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
        guard fileDescriptor >= 0 else { throw UdevFailure(operation: "make a timer", code: errno) }
        do { try arm() } catch {
            close(fileDescriptor)
            throw error
        }
    }

    deinit { close(fileDescriptor) }

    /// Takes note of a jump and waits for the next.
    /// - Returns: whether there was one.
    /// - Throws: `UdevFailure` when the timer cannot be set again.
    @discardableResult
    public func acknowledge() throws -> Bool {
        var expirations: UInt64 = 0
        let count = unsafe read(fileDescriptor, &expirations, MemoryLayout<UInt64>.size)
        if count < 0, errno == EAGAIN { return false }
        // ECANCELED is the jump; an expiry would be a clock set past the year 2400, a jump as well.
        try arm()
        return true
    }

    private func arm() throws(UdevFailure) {
        // 2^33 seconds after 1970: no clock gets there by running.
        var time = itimerspec(it_interval: timespec(), it_value: timespec(tv_sec: 1 << 33, tv_nsec: 0))
        let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
        if unsafe timerfd_settime(fileDescriptor, flags, &time, nil) != 0 {
            throw UdevFailure(operation: "set a timer", code: errno)
        }
    }
}
