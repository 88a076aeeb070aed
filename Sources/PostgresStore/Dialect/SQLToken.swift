/// One piece of an SQL text as SQLite reads it; spaces and comments are pieces too, so that all pieces together are the text.
struct SQLToken: Equatable {
    enum Kind {
        case word, number, text, quoted, parameter, space, sign
    }

    var kind: Kind
    var text: String

    /// The word in capitals, for comparing with keywords; empty for what is no word.
    var keyword: String { kind == .word ? text.uppercased() : "" }

    static func all(of sql: String) -> [SQLToken] {
        var scanner = SQLScanner(sql)
        var tokens: [SQLToken] = []
        while let token = scanner.next() { tokens.append(token) }
        return tokens
    }
}

/// Cuts an SQL text into pieces.
private struct SQLScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ sql: String) { bytes = Array(sql.utf8) }

    mutating func next() -> SQLToken? {
        guard position < bytes.count else { return nil }
        let start = position
        let kind = scan()
        return SQLToken(kind: kind, text: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private func at(_ offset: Int) -> UInt8? { position + offset < bytes.count ? bytes[position + offset] : nil }

    private mutating func scan() -> SQLToken.Kind {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            skip { $0 == 32 || (9...13).contains($0) }
            return .space
        case UInt8(ascii: "-") where at(1) == UInt8(ascii: "-"):
            skip { $0 != 10 }
            return .space
        case UInt8(ascii: "'"):
            quoted(by: byte)
            return .text
        case UInt8(ascii: "\""):
            quoted(by: byte)
            return .quoted
        case UInt8(ascii: "?"):
            position += 1
            skip(Self.isDigit)
            return .parameter
        case _ where Self.isDigit(byte):
            skip { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
            return .number
        case _ where Self.isLetter(byte):
            skip { Self.isLetter($0) || Self.isDigit($0) }
            return .word
        default:
            position += 1
            return .sign
        }
    }

    private mutating func skip(_ isPart: (UInt8) -> Bool) {
        while position < bytes.count, isPart(bytes[position]) { position += 1 }
    }

    /// A doubled mark stands for itself.
    private mutating func quoted(by mark: UInt8) {
        position += 1
        while position < bytes.count {
            position += 1
            if bytes[position - 1] == mark {
                guard at(0) == mark else { return }
                position += 1
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
