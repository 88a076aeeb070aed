internal import Foundation
internal import Glibc
internal import Presentation

/// Where the acknowledgements go: where they were asked for, else beside the first bundle under a name that is free, since
/// what answers an earlier import is not replaced.
struct AcknowledgementFile {
    let path: String
    /// Opened ahead, where root goes on as an account that might not write there; else the file is made at the end.
    private let handle: FileHandle?
    private let isMade: Bool

    /// - Parameter opened: whether to open it now.
    /// - Throws: `CommandFailure` when it cannot be opened.
    init(_ asked: String?, beside bundle: String, now: Date, opened: Bool) throws {
        path = asked ?? Self.free(in: URL(filePath: bundle).deletingLastPathComponent(), now: now)
        isMade = access(path, F_OK) != 0
        guard opened else {
            handle = nil
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandFailure(
                .cannotCreate,
                "\(path) cannot be written (\(String(cString: strerror(errno)))), so nothing was taken; "
                    + "say with --acknowledgements FILE where the answers are to go")
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// - Throws: `CommandFailure`.
    func write(_ data: Data) throws {
        do {
            guard let handle else {
                try data.write(to: URL(filePath: path), options: .atomic)
                return
            }
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: data)
            try handle.synchronize()
        } catch {
            throw CommandFailure(
                .cannotCreate,
                "the reports were taken, but the acknowledgements cannot be written to \(path) "
                    + "(\(error.localizedDescription)); import again with --acknowledgements FILE, nothing counts twice"
            )
        }
    }

    /// There is nothing to answer: takes away what was made ahead.
    func discard() {
        guard handle != nil, isMade, unlink(path) != 0 else { return }
        Terminal.say("\(DisplayText.harmless(path)) is empty and stays; delete it")
    }

    private static func free(in folder: URL, now: Date) -> String {
        let day = String(now.ISO8601Format().prefix(10))
        var name = "parta-\(day).ack"
        var number = 2
        while FileManager.default.fileExists(atPath: folder.appending(path: name).path(percentEncoded: false)) {
            name = "parta-\(day)-\(number).ack"
            number += 1
        }
        return folder.appending(path: name).path(percentEncoded: false)
    }
}
