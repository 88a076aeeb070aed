internal import FoundationEssentials

/// Which encoding a text file is in, by its own bytes, and the file in UTF-8.
enum TextEncoding {
    struct Text {
        var utf8: Data
        /// Where the encoding was concluded and not said.
        var warning: String?
    }

    /// - Throws: `ImportFailure` where the bytes do not tell.
    static func utf8(of data: Data, file: String) throws -> Text {
        let start = [UInt8](data.prefix(4))
        if start.starts(with: [0xFF, 0xFE]) { return try utf16(data.dropFirst(2), isLittle: true, file) }
        if start.starts(with: [0xFE, 0xFF]) { return try utf16(data.dropFirst(2), isLittle: false, file) }
        // A header is Latin or Cyrillic: in UTF-16 one byte of each Latin letter, and of each comma, is 0.
        if start.count == 4, start[1] == 0, start[3] == 0 { return try utf16(data, isLittle: true, file) }
        if start.count == 4, start[0] == 0, start[2] == 0 { return try utf16(data, isLittle: false, file) }
        let bytes = [UInt8](data)
        if String(validating: bytes, as: UTF8.self) != nil { return Text(utf8: data) }
        guard Windows1251.fits(bytes) else { throw undecidable(bytes, file) }
        return Text(
            utf8: Data(Windows1251.utf8(of: bytes)),
            warning: "read as Windows-1251, by its letters; saved as \"CSV UTF-8\" it would leave nothing to guess")
    }

    private static func utf16(_ data: Data, isLittle: Bool, _ file: String) throws -> Text {
        let bytes = [UInt8](data)
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isLittle ? second << 8 | first : first << 8 | second
        }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            let message = "begins as UTF-16 text and is none to its end: it may be cut off; fetch it again"
            throw ImportFailure(file: file, problems: [.init(.file, message: message)])
        }
        return Text(utf8: Data(text.utf8))
    }

    /// Says the first line that is no UTF-8, since a file may be UTF-8 but for one pasted word.
    private static func undecidable(_ bytes: [UInt8], _ file: String) -> ImportFailure {
        var line = 1
        for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: piece, as: UTF8.self) == nil { break }
            line += 1
        }
        let message = "not UTF-8 text, and not surely Windows-1251; save the file as \"CSV UTF-8\""
        return ImportFailure(file: file, problems: [.init(line: line, message: message)])
    }
}
