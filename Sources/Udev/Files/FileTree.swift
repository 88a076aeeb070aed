internal import Glibc

/// A directory such as `/sys` whose small files are read with a size cap; never written, and nothing above it is reached.
///
/// The calls are those of libc (`open`, `read`, `readdir`, `readlink`), so that a preloaded library may redirect them.
public struct FileTree: Sendable, Equatable {
    /// How much of a file is read unless the caller says otherwise, in bytes: one page, the most a sysfs attribute holds.
    public static let limitBytes = 4096

    /// The directory, without a slash at its end.
    public let root: String

    public init(root: String) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    /// At most `limitBytes` of a file's beginning, or nil when it is missing or can't be read.
    ///
    /// A missing attribute, one that is root's, and one whose driver answers with an error (the speed of a link that is
    /// down) are alike to a reader: there is no value.
    public func bytes(_ path: String, limitBytes: Int = FileTree.limitBytes) -> [UInt8]? {
        let descriptor = unsafe open(absolute(path), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var failed = false
        let content = unsafe [UInt8](unsafeUninitializedCapacity: limitBytes) { buffer, count in
            while count < limitBytes {
                let rest = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                let got = unsafe read(descriptor, rest.baseAddress, rest.count)
                if got < 0 && errno == EINTR { continue }
                failed = got < 0
                if got <= 0 { break }
                count += got
            }
        }
        return failed ? nil : content
    }

    /// A file's text without the white space around it, escaped and bounded; nil when it is missing or empty.
    public func text(_ path: String) -> String? {
        guard let content = bytes(path) else { return nil }
        let trimmed = Self.trimmed(content[...])
        return trimmed.isEmpty ? nil : BoundedText.escape(trimmed)
    }

    /// A file's text as a decimal number.
    public func number(_ path: String) -> Int? {
        text(path).flatMap { Int($0) }
    }

    /// The lines of a file, split at line feeds, tabs taken as spaces, each escaped and bounded.
    public func lines(_ path: String, limitBytes: Int = FileTree.limitBytes) -> [String]? {
        bytes(path, limitBytes: limitBytes).map { content in
            content.split(separator: UInt8(ascii: "\n")).map { line in
                BoundedText.escape(line.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 })
            }
        }
    }

    /// The first line that `isWanted` takes, escaped and bounded; every other line is overwritten as soon as it was judged.
    ///
    /// For tables that hold more than this program may know.
    public func firstLine(_ path: String, where isWanted: ([UInt8]) -> Bool) -> String? {
        let descriptor = unsafe open(absolute(path), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: 256)
        var line: [UInt8] = []
        defer {
            unsafe piece.withUnsafeMutableBytes { unsafe explicit_bzero($0.baseAddress!, $0.count) }
            unsafe line.withUnsafeMutableBytes { bytes in
                if let start = bytes.baseAddress { unsafe explicit_bzero(start, bytes.count) }
            }
        }
        while true {
            let got = unsafe read(descriptor, &piece, piece.count)
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { return !line.isEmpty && isWanted(line) ? BoundedText.escape(line) : nil }
            for byte in piece.prefix(got) {
                if byte != UInt8(ascii: "\n") {
                    if line.count < Self.limitBytes { line.append(byte) }
                } else if isWanted(line) {
                    return BoundedText.escape(line)
                } else {
                    line.removeAll(keepingCapacity: true)
                }
            }
        }
    }

    /// The last component of what a symbolic link points to, such as the name of a driver.
    public func linkName(_ path: String) -> String? {
        link(path)?.split(separator: "/").last.map { BoundedText.escape(String($0)) }
    }

    /// What a symbolic link holds, unresolved.
    func link(_ path: String) -> String? {
        let target = unsafe [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            let got = unsafe buffer.withMemoryRebound(to: CChar.self) {
                unsafe readlink(absolute(path), $0.baseAddress!, $0.count)
            }
            count = max(got, 0)
        }
        return target.isEmpty ? nil : String(decoding: target, as: UTF8.self)
    }

    /// The names in a directory, in order; empty when it is missing.
    public func entries(_ path: String) -> [String] {
        guard let directory = unsafe opendir(absolute(path)) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Whether there is anything under the name.
    public func exists(_ path: String) -> Bool {
        unsafe access(absolute(path), F_OK) == 0
    }

    /// Where a path leads after every symbolic link, relative to the root; nil when it is missing or leads out.
    public func resolved(_ path: String) -> String? {
        guard let base = Self.realPath(root), let full = Self.realPath(absolute(path)) else { return nil }
        guard full.hasPrefix(base + "/") else { return nil }
        return String(full.dropFirst(base.count + 1))
    }

    func absolute(_ path: String) -> String { path.hasPrefix("/") ? root + path : "\(root)/\(path)" }

    private static func realPath(_ path: String) -> String? {
        guard let result = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(result) }
        return unsafe String(cString: result)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        // Some attributes are padded with spaces or end in a NUL.
        let isBlank = { (byte: UInt8) in byte <= 0x20 && byte != 0x1b }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }) else { return [] }
        let last = bytes.lastIndex(where: { !isBlank($0) })!
        return bytes[first...last]
    }
}
