internal import CLinkEmulator
internal import Glibc

/// Time that never jumps.
enum MonotonicClock {
    /// In nanoseconds.
    static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
