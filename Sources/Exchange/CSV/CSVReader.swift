internal import FoundationEssentials

/// Reads delimited text (RFC 4180) and knows the line of every record.
///
/// Forgiving where programs differ (LF or CRLF, a byte order mark, comma, semicolon or tab), strict where forgiving would
/// mean guessing (quotes, encoding, sizes). Lines that start with `#` before the header are comments.
struct CSVReader {
    /// The largest cell, in bytes.
    static let cellLimitBytes = 10_000
    /// The largest record, in bytes.
    static let recordLimitBytes = 100_000

    struct Record: Equatable {
        /// The line it begins on, from 1.
        var line: Int
        var cells: [String]

        var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
    }

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position: Int
    private var line: Int

    /// The delimiter between cells; where it is no comma, a comma may be a decimal mark.
    var delimiterIsComma: Bool { delimiter == UInt8(ascii: ",") }

    /// Whether all is read, and the last line has no end: as in a file that was cut off.
    var endedWithoutLineEnd: Bool {
        position >= bytes.count && bytes.last.map { $0 != .lineFeed && $0 != .carriageReturn } ?? false
    }

    init(_ data: Data) {
        bytes = [UInt8](data)
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        line = 1
        while position < bytes.count, bytes[position] == UInt8(ascii: "#") {
            position = (bytes[position...].firstIndex(of: .lineFeed) ?? bytes.count - 1) + 1
            line += 1
        }
        delimiter = Self.delimiter(of: bytes[position...])
    }

    /// The next record, or nil at the end.
    /// - Throws: `Fault`, after which nothing more can be read.
    mutating func next() throws(Fault) -> Record? {
        guard position < bytes.count else { return nil }
        let start = (position: position, line: line)
        var cells: [String] = []
        while true {
            cells.append(try cell(of: start.line, column: cells.count + 1))
            guard position - start.position <= Self.recordLimitBytes else {
                throw Fault(line: start.line, message: "longer than \(Self.recordLimitBytes) bytes")
            }
            guard position < bytes.count else { break }
            let end = bytes[position]
            position += 1
            if end == delimiter { continue }
            if end == .carriageReturn, position < bytes.count, bytes[position] == .lineFeed { position += 1 }
            line += 1
            break
        }
        return Record(line: start.line, cells: cells)
    }

    struct Fault: Error, Equatable {
        var line: Int
        var column: Int?
        var message: String
    }

    /// Reads up to, not over, the delimiter or line end that ends the cell.
    private mutating func cell(of record: Int, column: Int) throws(Fault) -> String {
        var content: [UInt8] = []
        if position < bytes.count, bytes[position] == .quote {
            content = try quoted(record, column)
        } else {
            let end = bytes[position...].firstIndex(where: isEnd) ?? bytes.count
            content = Array(bytes[position..<end])
            position = end
            guard !content.contains(.quote) else {
                throw Fault(line: record, column: column, message: "a quote inside a cell that does not begin with one")
            }
        }
        guard content.count <= Self.cellLimitBytes else {
            throw Fault(line: record, column: column, message: "longer than \(Self.cellLimitBytes) bytes")
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw Fault(line: record, column: column, message: "not UTF-8 text; save the file as \"CSV UTF-8\"")
        }
        return text
    }

    private mutating func quoted(_ record: Int, _ column: Int) throws(Fault) -> [UInt8] {
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == .quote {
                guard position < bytes.count, bytes[position] == .quote else {
                    guard position == bytes.count || isEnd(bytes[position]) else {
                        throw Fault(line: record, column: column, message: "text after the closing quote")
                    }
                    return content
                }
                position += 1
            } else if byte == .lineFeed {
                line += 1
            }
            // One beyond the limit tells the caller; the rest is read over, to know whether the quote is closed.
            if content.count <= Self.cellLimitBytes { content.append(byte) }
        }
        throw Fault(line: record, column: column, message: "a quote that opens here is not closed")
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == .lineFeed || byte == .carriageReturn }

    /// The one of comma, semicolon and tab that stands most often in the header, outside quotes.
    private static func delimiter(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == .quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == .lineFeed || byte == .carriageReturn { break }
            counts[byte, default: 0] += 1
        }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
    }
}

extension UInt8 {
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    fileprivate static let quote = UInt8(ascii: "\"")
}
