internal import Foundation
internal import Glibc
internal import Presentation

/// Shows what is longer than the terminal a screen at a time, as `$PAGER` does it, else `less`.
enum Pager {
    /// -F ends at once what fits the screen, -R leaves letters as they are, -X leaves the text on the screen.
    private static let standard = "command -v less >/dev/null || exec cat; exec less -FRX"

    /// - Returns: false, and nothing was shown, where standard output is no terminal or the text fits, or no pager starts.
    static func show(_ text: String) -> Bool {
        guard let height = Terminal.height, text.utf8.count(where: { $0 == 10 }) >= height else { return false }
        let set = ProcessInfo.processInfo.environment["PAGER"] ?? ""
        guard let (process, input) = start(set.isEmpty ? standard : set) else { return false }
        // Ctrl-C is for the pager, and its reader may leave before the end.
        let (interrupts, pipes) = (signal(SIGINT, SIG_IGN), signal(SIGPIPE, SIG_IGN))
        defer {
            signal(SIGINT, interrupts)
            signal(SIGPIPE, pipes)
        }
        write(text, to: input)
        close(input)
        // 127: the shell found no such program (POSIX, 2.8.2).
        return ended(process) != 127
    }

    /// Not by Foundation's `Process`: it puts a program in a group of its own, which may not read the terminal's keys.
    private static func start(_ command: String) -> (process: pid_t, input: CInt)? {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        // The pager sees the text's end only when nobody else holds the end that it is written to.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        // Whoever is root here is not to start a shell from a pager.
        let environment = ProcessInfo.processInfo.environment.merging(["LESSSECURE": "1", "LESSCHARSET": "utf-8"]) {
            $1
        }
        let words: [String] = ["/bin/sh", "-c", command]
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, "/bin/sh", &actions, nil, arguments, variables)
        close(ends[0])
        guard failure == 0 else {
            close(ends[1])
            return nil
        }
        return (process, ends[1])
    }

    private static func write(_ text: String, to descriptor: CInt) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written >= 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, written))
        }
    }

    private static func ended(_ process: pid_t) -> CInt {
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // WEXITSTATUS, which is a macro that Swift does not see.
        return (status >> 8) & 0xFF
    }
}
