internal import ExchangeRows
internal import Foundation

/// Cuts what arrives in pieces into lines, and counts what it may not exceed.
struct LineStream {
    private let decoder = JSONDecoder()
    private var pending: [UInt8] = []
    private var total = 0
    private let limitBytes: Int

    init(limitBytes: Int = ExchangeLimits.streamBytes) {
        self.limitBytes = limitBytes
    }

    /// - Returns: the whole lines that the piece completes.
    /// - Throws: `ExchangeFailure` for too much, and for what is no line of the language.
    mutating func take(_ piece: ArraySlice<UInt8>) throws -> [TableLine] {
        total += piece.count
        guard total <= limitBytes else {
            throw ExchangeFailure.limit("\(limitBytes >> 20) MiB of text")
        }
        pending += piece
        var lines: [TableLine] = []
        var start = 0
        while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
            guard let line = try? decoder.decode(TableLine.self, from: Data(pending[start..<end])) else {
                throw ExchangeFailure.incomplete
            }
            lines.append(line)
            start = end + 1
        }
        pending.removeSubrange(..<start)
        return lines
    }
}
