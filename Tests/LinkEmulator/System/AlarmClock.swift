internal import CLinkEmulator
internal import Glibc

/// A timer of the kernel that can be polled with devices, to the nanosecond: `poll` alone counts in milliseconds.
struct AlarmClock: ~Copyable {
    let descriptor: CInt
    private var isSetTo = Int.max

    /// - Throws: `SystemFailure`.
    init() throws {
        descriptor = timerfd_create(CLOCK_MONOTONIC, CInt(TFD_NONBLOCK | TFD_CLOEXEC))
        guard descriptor >= 0 else { throw SystemFailure("make a timer") }
    }

    deinit { close(descriptor) }

    /// Rings at this moment of the monotonic clock, in nanoseconds; `Int.max` is never. Setting it silences it.
    /// - Throws: `SystemFailure`.
    mutating func set(_ time: Int) throws {
        guard time != isSetTo else { return }
        isSetTo = time
        var setting = itimerspec()
        // All zero: the timer is off.
        if time != .max {
            setting.it_value = timespec(tv_sec: time / 1_000_000_000, tv_nsec: time % 1_000_000_000)
        }
        guard timerfd_settime(descriptor, CInt(TFD_TIMER_ABSTIME), &setting, nil) == 0 else {
            throw SystemFailure("set the timer")
        }
    }
}
