internal import Glibc

/// The priority that the journal files a line under, said before the line (sd-daemon(3)).
enum JournalPrefix {
    /// Whether standard error is the stream that the journal reads: `$JOURNAL_STREAM` names it by device and inode
    /// (systemd.exec(5)), and a program that a service starts with another standard error inherits the name all the same.
    static let isWanted: Bool = {
        guard let value = getenv("JOURNAL_STREAM") else { return false }
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0 else { return false }
        return String(cString: value) == "\(status.st_dev):\(status.st_ino)"
    }()

    /// By the word that a line begins with; none for what is told by the way, which the journal takes for information.
    static func priority(of line: String) -> String {
        if line.hasPrefix("error: ") { return "<3>" }
        return line.hasPrefix("warning: ") ? "<4>" : ""
    }
}
