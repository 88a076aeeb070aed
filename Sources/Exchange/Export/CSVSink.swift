internal import ExchangeRows
internal import Foundation
internal import Synchronization

/// Writes a CSV file in pieces.
final class CSVSink: RowSink {
    private static let pieceBytes = 65_536

    private let handle: FileHandle
    private let pending: Mutex<Data>

    /// - Throws: the system's error; nothing may be at the path yet.
    init(_ path: String, header: TableHeader) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else {
            throw ExchangeFailure.refused(exit: 73, message: String(cString: strerror(errno)))
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        pending = Mutex(Data(CSVRecord.text(header.columns.map { .text($0.name) }).utf8))
    }

    func write(_ row: TableRow) throws {
        try pending.withLock { pending in
            pending.append(Data(CSVRecord.text(row.cells).utf8))
            guard pending.count >= Self.pieceBytes else { return }
            try handle.write(contentsOf: pending)
            pending.removeAll(keepingCapacity: true)
        }
    }

    /// A blank line, and the next table: who wants one table a file takes another format.
    func begin(_ header: TableHeader) throws {
        pending.withLock { pending in
            pending.append(Data("\r\n".utf8))
            pending.append(Data(CSVRecord.text(header.columns.map { .text($0.name) }).utf8))
        }
    }

    func finish() throws {
        try pending.withLock { try handle.write(contentsOf: $0) }
        try handle.synchronize()
        try handle.close()
    }

    func discard() { try? handle.close() }
}
