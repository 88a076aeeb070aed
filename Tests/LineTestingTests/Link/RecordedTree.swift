import FoundationEssentials
import Glibc
import Udev

/// A directory in the place of `/sys` or `/proc` that goes with the test.
final class RecordedTree: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/parta-line-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var files: FileTree { FileTree(root: path) }

    func write(_ text: String, to name: String) throws {
        try makeFolder(of: name)
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func link(_ name: String, to target: String) throws {
        try makeFolder(of: name)
        guard symlink(target, "\(path)/\(name)") == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private func makeFolder(of name: String) throws {
        let folder = name.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
    }
}
