internal import Glibc

/// What this program has used of the computer's processors.
public enum ProcessorTime {
    /// All threads together since the start, in seconds.
    @Sendable
    public static func ofThisProgram() -> Double {
        var time = timespec()
        // Fails only where the kernel has no such clock: then nothing was used as far as anybody can tell.
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
