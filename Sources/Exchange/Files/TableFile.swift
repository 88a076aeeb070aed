internal import ExchangeRows
public import Foundation

/// A file of any format that is read, as a table.
public enum TableFile {
    /// The largest text file: a country's schools are a few megabytes, more is another kind of file.
    public static let textLimitBytes = 67_108_864

    /// - Parameters:
    ///   - map: the file's names for columns of ours.
    ///   - sheet: of a file with several sheets or layers; nil for the first that has rows.
    /// - Throws: `ImportFailure`, `ExchangeFailure.notInstalled`.
    public static func read(
        _ path: String, map: ColumnMap = .none, sheet: String? = nil, by program: ExchangeProgram = .installed()
    ) throws -> TableSource {
        guard let handle = FileHandle(forReadingAtPath: path), let start = try? handle.read(upToCount: 4_096) ?? Data()
        else { throw failure(path, "cannot be read: check the path and who may read it") }
        defer { try? handle.close() }
        switch try TableFormat.of(path, start: [UInt8](start)) {
        case .csv:
            guard sheet == nil else { throw failure(path, "is a text file, which has no sheets") }
            return try TableSource(try text(path, start, handle), file: path, map: map)
        case .exchange(let format):
            let whole = URL(filePath: path).path(percentEncoded: false)
            let size = (try? FileManager.default.attributesOfItem(atPath: whole))?[.size] as? NSNumber
            guard let size, size.intValue <= ExchangeLimits.fileBytes else {
                throw failure(path, "is larger than \(ExchangeLimits.fileBytes >> 20) MiB, or no plain file")
            }
            do {
                return try TableSource(
                    program.read(whole, format, layer: sheet), format: format, file: path, map: map)
            } catch let failure as ExchangeFailure {
                if failure.isMissing { throw failure }
                throw Self.failure(path, failure.description)
            }
        }
    }

    /// The whole of a text file that is no table.
    /// - Throws: `ImportFailure` for one that cannot be read or is too large.
    public static func data(_ path: String) throws -> Data {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw failure(path, "cannot be read: check the path and who may read it")
        }
        defer { try? handle.close() }
        return try text(path, Data(), handle)
    }

    /// The whole of a text file, unless it is too large: its size tells at once, and of what has none so much is read.
    private static func text(_ path: String, _ start: Data, _ handle: FileHandle) throws -> Data {
        let tooLarge = failure(path, "is larger than \(textLimitBytes >> 20) MiB: is it a registry in CSV?")
        var status = stat()
        if fstat(handle.fileDescriptor, &status) == 0, status.st_size > textLimitBytes { throw tooLarge }
        var text = start
        while let piece = try? handle.read(upToCount: 1_048_576), !piece.isEmpty {
            text.append(piece)
            guard text.count <= textLimitBytes else { throw tooLarge }
        }
        return text
    }

    private static func failure(_ path: String, _ message: String) -> ImportFailure {
        ImportFailure(file: path, problems: [.init(.file, message: message)])
    }
}
