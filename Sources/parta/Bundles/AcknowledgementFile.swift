internal import Foundation
internal import Glibc
internal import Presentation

/// Where the acknowledgements go: where they were asked for, else beside the first bundle under a name that is free. Either
/// way into a new file: what answers an earlier import is not replaced, nor what a stick's owner put under the name.
struct AcknowledgementFile {
    let path: String
    /// Made ahead, where root goes on as an account that might not write there; else the file is made at the end.
    private let file: ExclusiveFile?

    /// - Parameter opened: whether to make it now.
    /// - Throws: `CommandFailure` when it is there already or cannot be made; nothing was taken yet.
    init(_ asked: String?, beside bundle: String, now: Date, opened: Bool) throws {
        path = asked ?? Self.free(in: URL(filePath: bundle).deletingLastPathComponent(), now: now)
        guard !Self.isTaken(path) else {
            throw CommandFailure(
                .cannotCreate,
                "\(path) is there already and stays as it is, so nothing was taken; say another with --acknowledgements "
                    + "FILE, or move it away")
        }
        do {
            file = opened ? try Self.make(path) : nil
        } catch let failure as CommandFailure {
            throw CommandFailure(
                failure.exit,
                "\(failure.message), so nothing was taken; say with --acknowledgements FILE where the answers are to go"
            )
        }
    }

    /// - Throws: `CommandFailure`; then no file is left.
    func write(_ data: Data) throws {
        do {
            let file = try file ?? Self.make(path)
            do { try file.write(data) } catch {
                file.discard()
                throw error
            }
        } catch let failure as CommandFailure {
            throw CommandFailure(
                failure.exit,
                "the reports were taken, but not the acknowledgements: \(failure.message); import again with "
                    + "--acknowledgements FILE, nothing counts twice")
        }
    }

    /// There is nothing to answer: takes away what was made ahead.
    func discard() { file?.discard() }

    private static func make(_ path: String) throws -> ExclusiveFile { try ExclusiveFile(path: path, mode: 0o644) }

    /// Also by a link to nowhere.
    private static func isTaken(_ path: String) -> Bool {
        faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0
    }

    private static func free(in folder: URL, now: Date) -> String {
        let day = String(now.ISO8601Format().prefix(10))
        var path = folder.appending(path: "parta-\(day).ack").path(percentEncoded: false)
        var number = 2
        while isTaken(path) {
            path = folder.appending(path: "parta-\(day)-\(number).ack").path(percentEncoded: false)
            number += 1
        }
        return path
    }
}
