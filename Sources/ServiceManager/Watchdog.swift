internal import CSystemd

/// The time in which systemd wants a sign of life (`WatchdogSec=`).
public enum Watchdog {
    /// Nil when no watchdog is set for this process. Notify at half of it, as sd_watchdog_enabled(3) advises.
    public static var interval: Duration? {
        var microseconds: UInt64 = 0
        guard unsafe sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }
}
