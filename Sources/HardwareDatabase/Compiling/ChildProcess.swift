internal import Glibc

/// Runs a program to its end; what it says on stderr goes into a file, so that nobody has to read while it runs.
struct ChildProcess {
    let program: String
    let arguments: [String]
    let environment: [String: String]

    /// - Returns: the exit status, or 128 + the signal that ended it.
    func run(errorsTo path: String) throws(HardwareDatabaseFailure) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let words = unsafe ([program] + arguments).map { unsafe strdup($0) }
        let variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") }
        defer { for unsafeword in unsafe words + variables { unsafe free(word) } }
        var child: pid_t = 0
        let code = unsafe posix_spawn(&child, program, &actions, nil, words + [nil], variables + [nil])
        guard code == 0 else { throw .cannotRun(program: program, code: code) }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw .cannotRun(program: program, code: errno) }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
