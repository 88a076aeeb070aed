public import ExchangeRows
internal import Foundation

/// A file of rows in the making: written aside and put in its place when it is whole.
public final class ExportFile {
    public let path: String
    private let replaces: Bool
    /// In the same directory, so that putting it in place is one step.
    private let aside: String
    private let sink: any RowSink

    /// What can be said before anything is computed, which may take minutes; what counts is the last step.
    /// - Throws: `ExportFailure` for a file that is there or a directory that is not to be written in,
    ///   `ExchangeFailure.notInstalled`.
    public static func check(
        _ path: String, as format: TableFormat, replaces: Bool, by program: ExchangeProgram = .installed()
    ) throws {
        if !replaces, isThere(path) { throw ExportFailure.exists(path) }
        if case .exchange = format { try program.require() }
        let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        guard access(directory, W_OK | X_OK) == 0 else {
            throw ExportFailure.cannotWrite(path, reason: String(cString: strerror(errno)))
        }
    }

    /// - Parameters:
    ///   - replaces: whether a file that is there gives way.
    /// - Throws: `ExportFailure`, `ExchangeFailure.notInstalled`.
    public init(
        _ path: String, as format: TableFormat, header: TableHeader, replaces: Bool = false,
        by program: ExchangeProgram = .installed()
    ) throws {
        let target = URL(filePath: path)
        self.path = path
        self.replaces = replaces
        let ending = target.pathExtension.isEmpty ? "" : ".\(target.pathExtension)"
        aside = target.deletingLastPathComponent().appending(path: ".parta-export-\(getpid())\(ending)")
            .path(percentEncoded: false)
        try Self.check(path, as: format, replaces: replaces, by: program)
        do {
            switch format {
            case .csv: sink = try CSVSink(aside, header: header)
            case .exchange(let format): sink = try ProgramSink(program, format, aside, header: header)
            }
        } catch {
            unlink(aside)
            throw Self.failure(path, error)
        }
    }

    public func write(_ row: TableRow) throws {
        do { try sink.write(row) } catch { throw Self.failure(path, error) }
    }

    /// Begins another sheet or layer, to which the rows after it belong; GeoJSON has one alone.
    public func begin(_ header: TableHeader) throws {
        do { try sink.begin(header) } catch { throw Self.failure(path, error) }
    }

    /// - Throws: `ExportFailure`; then nothing is left but what was there before.
    public func finish() throws {
        do {
            try sink.finish()
            try place()
        } catch {
            unlink(aside)
            throw Self.failure(path, error)
        }
    }

    /// Leaves nothing behind.
    public func discard() {
        sink.discard()
        unlink(aside)
    }

    /// Puts the whole file in its place.
    public static func place(_ aside: String, at path: String, replaces: Bool) throws {
        if !replaces, isThere(path) { throw ExportFailure.exists(path) }
        guard rename(aside, path) == 0 else {
            throw ExportFailure.cannotWrite(path, reason: String(cString: strerror(errno)))
        }
    }

    private func place() throws {
        let descriptor = open(aside, O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            close(descriptor)
        }
        try Self.place(aside, at: path, replaces: replaces)
    }

    private static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func failure(_ path: String, _ error: any Error) -> any Error {
        switch error {
        case is ExportFailure: error
        case let failure as ExchangeFailure where failure.isMissing: failure
        case let failure as ExchangeFailure: ExportFailure.cannotWrite(path, reason: failure.description)
        default: ExportFailure.cannotWrite(path, reason: error.localizedDescription)
        }
    }
}
