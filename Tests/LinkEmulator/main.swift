// Joins two network namespaces by a line with a rate, a delay, a queue and losses. README.md says how to use it.

internal import CLinkEmulator
internal import Glibc

func say(_ text: String, to descriptor: CInt) {
    _ = (text + "\n").withCString { write(descriptor, $0, strlen($0)) }
}

do {
    let options = try LinkOptions(Array(CommandLine.arguments.dropFirst()))
    var loop = try LinkLoop(options)
    // Timers as exact as the kernel has them, and before the programs that are measured through this line; without
    // leave for either the line still works, less evenly.
    _ = link_make_timers_exact()
    _ = setpriority(CInt(PRIO_PROCESS.rawValue), 0, -15)
    say("ready", to: STDOUT_FILENO)
    try loop.run()
    say(loop.summary, to: STDERR_FILENO)
} catch {
    say("error: \(error)", to: STDERR_FILENO)
    exit(error is OptionFailure ? EX_USAGE : EX_OSERR)
}
