internal import FoundationEssentials
internal import Glibc

/// Files that hold secrets or state: read whole, written whole or not at all.
enum PrivateFile {
    /// The whole file.
    /// - Parameters:
    ///   - limitBytes: more than this is damage, not content.
    ///   - followsLink: whether the file may be a link, as one that an administrator made; in a service's directory, where
    ///     root reads as well, it may not.
    /// - Returns: nil when there is no such file.
    /// - Throws: `StateFailure`.
    static func read(_ path: String, limitBytes: Int = 1_048_576, followsLink: Bool = false) throws -> Data? {
        // A pipe in the file's place must not make anybody wait.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLink ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StateFailure(errno: errno, path: path, action: "cannot be opened")
        }
        defer { close(descriptor) }
        var content = Data()
        var piece = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StateFailure(errno: errno, path: path, action: "cannot be read") }
            if count == 0 { return content }
            content.append(contentsOf: piece[..<count])
            guard content.count <= limitBytes else {
                throw StateFailure(code: .damaged, path: path, reason: "is larger than \(limitBytes) bytes")
            }
        }
    }

    /// Replaces the file by one that only its owner may read: after a power cut there is the old one or the new one.
    ///
    /// Temporary file in the same directory, fsync, rename, fsync of the directory.
    /// - Throws: `StateFailure`; then the old file is still there.
    static func write(_ content: Data, to path: String) throws {
        let directory = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        // A name of its own: two may write the same file at once, and each must put its own whole one in place.
        let temporary = "\(path)\(temporaryMark)\(String(UInt64.random(in: .min ... .max), radix: 36))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StateFailure(errno: errno, path: path, action: "cannot be written") }
        do {
            defer { close(descriptor) }
            try writeAll(content, to: descriptor, path: path)
            guard fsync(descriptor) == 0 else {
                throw StateFailure(errno: errno, path: path, action: "cannot be written")
            }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let number = errno
            unlink(temporary)
            throw StateFailure(errno: number, path: path, action: "cannot be replaced")
        }
        try sync(directory: directory)
    }

    private static let temporaryMark = ".new-"

    /// Removes what power cuts left of files being written; they never were the files. Best effort: they only take room.
    static func removeLeftovers(in directory: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        where name.contains(temporaryMark) || name.hasSuffix(".new") {
            unlink("\(directory)/\(name)")
        }
    }

    /// Removes what power cuts left of this one file being written, in a directory that others use too.
    static func removeLeftovers(of path: String) {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let mark = (slash.map { String(path[path.index(after: $0)...]) } ?? path) + temporaryMark
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        where name.hasPrefix(mark) {
            unlink("\(directory)/\(name)")
        }
    }

    private static func writeAll(_ content: Data, to descriptor: Int32, path: String) throws {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StateFailure(errno: errno, path: path, action: "cannot be written") }
            rest = rest.dropFirst(count)
        }
    }

    private static func sync(directory: String) throws {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StateFailure(errno: errno, path: directory, action: "cannot be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw StateFailure(errno: errno, path: directory, action: "cannot be written")
        }
    }
}
