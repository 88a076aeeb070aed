internal import Glibc

/// How many files and connections this process may have open.
enum OpenFiles {
    /// What the database, its journal, both listeners and the event loops need beside connections.
    static let reserve = 256

    /// Raises the soft limit as far as `wanted` and the hard limit allow.
    /// - Returns: the limit from now on.
    static func raiseLimit(to wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
        let goal = min(rlim_t(wanted), limit.rlim_max)
        if limit.rlim_cur < goal {
            let previous = limit.rlim_cur
            limit.rlim_cur = goal
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 { limit.rlim_cur = previous }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
