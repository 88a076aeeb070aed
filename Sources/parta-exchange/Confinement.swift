internal import CGDAL
internal import ExchangeRows
internal import Glibc

/// What a program that parses strangers' files gives up before it opens one.
enum Confinement {
    /// - Throws: `ExchangeFault` when a limit cannot be set: without it nothing is opened.
    static func enter(_ limits: ExchangeLimits, writesFiles: Bool) throws(ExchangeFault) {
        // Who starts this from a thread of a pool hands its signal mask down, and a limit speaks by a signal.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigprocmask(SIG_SETMASK, &none, nil)
        try limit(RLIMIT_AS, to: rlim_t(limits.memoryMiB) << 20, "memory")
        try limit(RLIMIT_CPU, to: rlim_t(limits.processorSeconds), "processor time")
        try limit(RLIMIT_NOFILE, to: 64, "open files")
        try limit(RLIMIT_CORE, to: 0, "core dumps")
        try limit(RLIMIT_FSIZE, to: writesFiles ? 4 << 30 : 0, "file size")
        // Where neither root nor user namespaces are to be had, the drivers that are registered still fetch nothing.
        _ = parta_leave_network()
    }

    private static func limit(
        _ resource: __rlimit_resource, to value: rlim_t, _ name: String
    ) throws(ExchangeFault) {
        // The hard limit a second later: the soft one's signal has a name that tells what was too much.
        let hard = resource == RLIMIT_CPU ? value + 1 : value
        var limit = rlimit(rlim_cur: value, rlim_max: hard)
        guard unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else {
            throw .usage("the limit of \(name) cannot be set (errno \(errno))")
        }
    }
}
