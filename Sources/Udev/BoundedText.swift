/// The one border where text of unknown origin (descriptor strings, properties, attributes) becomes a `String`.
///
/// A device chooses its own names, so they may hold anything: terminal escapes, bytes that are no UTF-8, characters that
/// turn the direction of writing, or kilobytes of text. What comes out of here is valid, printable, at most `limitBytes`
/// long, and can be read back: every byte that was not taken as it is stands as `\xNN`, a backslash itself as `\x5c`
/// (as udev writes it).
public enum BoundedText {
    /// How long any text may be, in bytes of UTF-8.
    public static let limitBytes = 256
    /// Stands at the end of text that was cut.
    static let ellipsis = "…"

    /// Takes `bytes` as UTF-8 and escapes what is invalid, unprintable or could harm a terminal or a reader.
    public static func escape(_ bytes: some Sequence<UInt8>, limitBytes: Int = BoundedText.limitBytes) -> String {
        var result = ""
        var cut = 0
        var decoder = Unicode.ParsedUTF8(bytes: Array(bytes.prefix(limitBytes + 1)))
        while let piece = decoder.next() {
            let text = piece.escaped
            let length = result.utf8.count
            if length + text.utf8.count > limitBytes {
                return String(decoding: result.utf8.prefix(cut), as: UTF8.self) + ellipsis
            }
            result += text
            if result.utf8.count <= limitBytes - ellipsis.utf8.count { cut = result.utf8.count }
        }
        return result
    }

    /// The same for text that is already a `String`.
    public static func escape(_ text: String) -> String {
        if text.utf8.count <= limitBytes, text.utf8.allSatisfy(isPlain) { return text }
        return escape(text.utf8)
    }

    /// Printable ASCII but the backslash: what nearly all names consist of.
    static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\\")
    }

    static func escaped(_ byte: UInt8) -> String {
        let digits = Array("0123456789abcdef")
        return "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
}

extension Unicode {
    /// Bytes taken apart into scalars and into bytes that belong to none.
    struct ParsedUTF8 {
        enum Piece {
            case scalar(Unicode.Scalar)
            case invalid(UInt8)

            var escaped: String {
                switch self {
                case .invalid(let byte): BoundedText.escaped(byte)
                case .scalar(let scalar) where scalar.isASCII && BoundedText.isPlain(UInt8(scalar.value)):
                    String(scalar)
                case .scalar(let scalar) where scalar.isHarmless: String(scalar)
                case .scalar(let scalar): scalar.utf8.map(BoundedText.escaped).joined()
                }
            }
        }

        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func next() -> Piece? {
            guard position < bytes.count else { return nil }
            let lead = bytes[position]
            let length =
                switch lead {
                case 0x00...0x7f: 1
                case 0xc2...0xdf: 2
                case 0xe0...0xef: 3
                case 0xf0...0xf4: 4
                default: 0
                }
            let end = position + length
            if length > 0, end <= bytes.count,
                let text = String(validating: bytes[position..<end], as: UTF8.self),
                let scalar = text.unicodeScalars.first
            {
                position = end
                return .scalar(scalar)
            }
            position += 1
            return .invalid(lead)
        }
    }
}

extension Unicode.Scalar {
    /// Not ASCII, and neither control, nor bidi or other invisible formatting, nor a line break, nor unassigned.
    fileprivate var isHarmless: Bool {
        if isASCII { return false }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}
