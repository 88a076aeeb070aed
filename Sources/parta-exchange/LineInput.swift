internal import ExchangeRows
internal import FoundationEssentials
internal import Glibc

/// Reads lines from standard input.
struct LineInput {
    private static let lineLimitBytes = 1_048_576
    private var pending: [UInt8] = []
    private var start = 0
    private let decoder = JSONDecoder()

    /// - Returns: nil at the end of the input.
    /// - Throws: `ExchangeFault` for a line of another form.
    mutating func next() throws(ExchangeFault) -> TableLine? {
        while true {
            if let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                guard let line = try? decoder.decode(TableLine.self, from: Data(pending[start..<end])) else {
                    throw .usage("a line that is neither header, row nor end")
                }
                return line
            }
            guard pending.count - start <= Self.lineLimitBytes else { throw .usage("a line without end") }
            pending.removeSubrange(..<start)
            start = 0
            guard fill() else { return nil }
        }
    }

    private mutating func fill() -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(0, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            pending += piece[..<count]
            return true
        }
    }
}
