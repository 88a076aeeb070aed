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
        let words = CStrings([program] + arguments)
        let variables = CStrings(environment.map { "\($0)=\($1)" })
        var child: pid_t = 0
        let code = unsafe posix_spawn(&child, program, &actions, nil, words.pointers, variables.pointers)
        guard code == 0 else { throw .cannotRun(program: program, code: code) }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw .cannotRun(program: program, code: errno) }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}

/// Copies of texts as an array of C strings that ends in nil, freed with it.
@safe private struct CStrings: ~Copyable {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) {
        unsafe pointers = unsafe texts.map { unsafe strdup($0) } + [nil]
    }

    deinit {
        for index in unsafe pointers.indices { unsafe free(pointers[index]) }
    }
}
