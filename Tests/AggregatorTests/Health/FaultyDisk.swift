import Foundation
import Glibc

/// A directory, on a file system of its own where it is to be filled or to fail.
final class FaultyDisk {
    private struct Failure: Error {
        var command: String
        var message: String
    }

    static var canBeMade: Bool {
        geteuid() == 0 && access("/dev/loop-control", W_OK) == 0 && access("/sbin/mke2fs", X_OK) == 0
    }

    private let root: String
    private var mounts: [String] = []

    enum Kind {
        /// Of the directory that it lies in.
        case none
        /// Some megabytes.
        case small
        /// On a device whose errors one can bring about.
        case failing
    }

    init(_ kind: Kind) throws {
        root = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        switch kind {
        case .none: break
        case .small: try mount("-t", "tmpfs", "-o", "size=16m", "tmpfs", directory)
        case .failing:
            try run("truncate", "-s", "24M", root + "/image")
            try run("mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", root + "/image")
            try mount("-o", "loop,errors=remount-ro", root + "/image", directory)
        }
    }

    private var directory: String { root + "/disk" }
    private var filler: String { path("filler") }

    func path(_ name: String) -> String { directory + "/" + name }

    /// To the last byte.
    func fill() throws {
        guard let file = fopen(filler, "w") else { throw Failure(command: "fopen", message: filler) }
        defer { fclose(file) }
        setvbuf(file, nil, _IONBF, 0)
        let block = [UInt8](repeating: 1, count: 65_536)
        var size = block.count
        while size > 0 { if fwrite(block, 1, size, file) < size { size /= 2 } }
    }

    func empty() throws { try FileManager.default.removeItem(atPath: filler) }

    /// What the kernel does after an error of the disk: nothing is written any more, until the file system is mounted anew.
    func fail() throws {
        let device = try run("findmnt", "-n", "-o", "SOURCE", directory).trimmingCharacters(in: .whitespacesAndNewlines)
        let name = URL(filePath: device).lastPathComponent
        try Data("1\n".utf8).write(to: URL(filePath: "/sys/fs/ext4/\(name)/trigger_fs_error"))
    }

    func remove() throws {
        for mount in mounts { try run("umount", mount) }
        try FileManager.default.removeItem(atPath: root)
    }

    private func mount(_ words: String...) throws {
        try run(["mount"] + words)
        mounts.append(directory)
    }

    @discardableResult private func run(_ words: String...) throws -> String { try run(words) }

    @discardableResult private func run(_ words: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(command: words.joined(separator: " "), message: said)
        }
        return said
    }
}
