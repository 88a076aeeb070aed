internal import Glibc

/// SIGTERM and SIGINT as something to wait for, without libdispatch's signal sources.
public enum TerminationSignal {
    /// Suspends until one of the two arrives; they no longer end the process by themselves.
    ///
    /// Call it once per process.
    public static func arrival() async {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        writeEnd = ends[1]
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in
                // Only async-signal-safe calls here: one byte into the pipe.
                var byte: UInt8 = 1
                _ = write(writeEnd, &byte, 1)
            }
        }
        // Whoever started the program may have had them blocked, which a process inherits.
        var both = sigset_t()
        sigemptyset(&both)
        sigaddset(&both, SIGTERM)
        sigaddset(&both, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &both, nil)
        _ = await QuietExecutor.readable([ends[0]])
    }
}

// Written once before the handlers are installed and read only by them; a handler may take no lock.
nonisolated(unsafe) private var writeEnd: Int32 = -1
