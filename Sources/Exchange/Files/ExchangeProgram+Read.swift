internal import ExchangeRows
internal import Foundation

extension ExchangeProgram {
    /// What a file's sheet or layer holds.
    struct Sheet {
        var header = TableHeader(layer: "", columns: [])
        var rows: [TableRow] = []
    }

    /// Reads a file to its end.
    /// - Parameters:
    ///   - file: its whole path.
    ///   - layer: nil for the first that has rows.
    ///   - lines: whether features are lines; of OpenStreetMap, roads.
    /// - Throws: `ExchangeFailure`.
    func read(_ file: String, _ format: ExchangeFormat, layer: String?, lines: Bool = false) throws -> Sheet {
        let process = try process(arguments(lines ? "read-lines" : "read", format, file, layer: layer))
        let rowLimit = lines ? ExchangeLimits.roadRows : ExchangeLimits.rows
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Ours of the writing ends, so that the reading ones see the end.
        try? output.fileHandleForWriting.close()
        try? errors.fileHandleForWriting.close()
        var sheet = Sheet()
        var stream = LineStream(limitBytes: lines ? ExchangeLimits.roadStreamBytes : ExchangeLimits.streamBytes)
        var words: [UInt8] = []
        var ended: Int?
        var drain = PipeDrain(output.fileHandleForReading, errors.fileHandleForReading)
        let deadline = ContinuousClock.now + .seconds(limits.wallSeconds)
        do {
            while let (source, piece) = try drain.next(until: deadline) {
                guard source == .output else {
                    if words.count < 4_096 { words += piece }
                    continue
                }
                for line in try stream.take(piece) {
                    switch line {
                    case .header(let header): sheet.header = header
                    case .row(let row):
                        guard sheet.rows.count < rowLimit else {
                            throw ExchangeFailure.limit("\(rowLimit) rows")
                        }
                        sheet.rows.append(row)
                    case .end(let count): ended = count
                    }
                }
            }
        } catch {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            throw error as? PipeDrain.Late == nil ? error : ExchangeFailure.limit("\(limits.wallSeconds) s")
        }
        process.waitUntilExit()
        if let failure = failure(of: process, isLate: false, words: String(decoding: words, as: UTF8.self)) {
            throw failure
        }
        let width = sheet.header.columns.count
        guard ended == sheet.rows.count, sheet.rows.allSatisfy({ $0.cells.count == width }) else {
            throw ExchangeFailure.incomplete
        }
        return sheet
    }
}
