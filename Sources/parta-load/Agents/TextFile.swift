internal import FoundationEssentials
internal import Glibc

/// Files that are whole or not there.
enum TextFile {
    /// - Throws: `LoadFailure.cannotRead`.
    static func read(_ path: String) throws -> String {
        guard access(path, R_OK) == 0 else { throw LoadFailure.cannotRead(path: path, reason: reason()) }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw LoadFailure.cannotRead(path: path, reason: "it is no text")
        }
        return text
    }

    /// For its owner alone: keys may stand in it.
    /// - Throws: `LoadFailure.cannotWrite`.
    static func write(_ text: String, to path: String) throws {
        let aside = path + ".new"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LoadFailure.cannotWrite(path: aside, reason: reason()) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw LoadFailure.cannotWrite(path: aside, reason: reason()) }
            rest = rest.dropFirst(written)
        }
        guard rename(aside, path) == 0 else { throw LoadFailure.cannotWrite(path: path, reason: reason()) }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
