internal import Glibc

/// Restarts the service where it runs, so that it takes up a new enrolment file.
public enum ServiceRestart {
    /// - Returns: whether it ran and was restarted; false where it does not run, or systemd does not run this computer.
    public static func perform(systemctl: String = "/usr/bin/systemctl") -> Bool {
        guard access("/run/systemd/system", F_OK) == 0 else { return false }
        // A restart that has nothing to restart succeeds too.
        return succeeds([systemctl, "--quiet", "is-active", "parta-agent.service"])
            && succeeds([systemctl, "try-restart", "parta-agent.service"])
    }

    private static func succeeds(_ words: [String]) -> Bool {
        var arguments = words.map { word in strdup(word) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawn(&process, words[0], nil, nil, &arguments, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return false }
        }
        return status == 0
    }
}
