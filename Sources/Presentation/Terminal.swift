internal import Glibc

/// What is known of the terminal behind standard output and standard error.
public enum Terminal {
    /// Columns of the terminal on standard output; nil when it is a file or a pipe.
    public static var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// Lines of the terminal on standard output; nil when it is a file or a pipe.
    public static var height: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else {
            return nil
        }
        return Int(size.ws_row)
    }

    /// Whether progress may be drawn on standard error.
    public static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes one line to standard error, in a service with the journal's priority for an error or a warning.
    public static func say(_ line: String) {
        put((JournalPrefix.isWanted ? JournalPrefix.priority(of: line) : "") + line + "\n")
    }

    /// Replaces the line being drawn on standard error.
    public static func progress(_ line: String) { put("\r\u{1b}[K" + line) }

    /// Removes the line drawn by `progress`.
    public static func endProgress() { put("\r\u{1b}[K") }

    /// Lets Ctrl-C remove the line being drawn before it ends the program, as it would have without this.
    public static func clearProgressWhenInterrupted() {
        // Only what signal-safety(7) allows: a handler may run in the middle of anything.
        signal(SIGINT) { number in
            let clear: StaticString = "\r\u{1b}[K"
            _ = write(STDERR_FILENO, clear.utf8Start, clear.utf8CodeUnitCount)
            signal(number, SIG_DFL)
            raise(number)
        }
    }

    /// Straight to the descriptor: standard error has no buffer to share. What cannot be written has no reader.
    private static func put(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(written)
        }
    }
}
