/// Walks over JSON (RFC 8259) with a stack of its own, so that no nesting can reach the thread's.
///
/// Invariant: `path` has one key for each member whose value is being read, `keys` those of the open objects.
struct JSONScanner {
    private struct Frame {
        var isObject: Bool
        /// Whether it is the value of a key, which is done with when it closes.
        var isMember: Bool
        var isEmpty = true
        /// Where this object's keys begin in `keys`.
        var firstKey: Int
        var shape: JSONShape
    }

    private let bytes: [UInt8]
    private let bounds: JSONBounds
    private var position = 0
    private var values = 0
    private var frames: [Frame] = []
    private var keys: [Range<Int>] = []
    private var path: [Range<Int>] = []
    private var unknown = UnknownFields()

    init(bytes: [UInt8], bounds: JSONBounds) {
        self.bytes = bytes
        self.bounds = bounds
    }

    mutating func scan(against shape: JSONShape) throws(JSONFailure) -> UnknownFields {
        try readValue(shape, isMember: false)
        while let frame = frames.last {
            skipSpace()
            if peek == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                position += 1
                close(frame)
                continue
            }
            if !frame.isEmpty { try expect(",") }
            frames[frames.count - 1].isEmpty = false
            if frame.isObject { try readMember(of: frame) } else { try readValue(frame.shape, isMember: false) }
        }
        skipSpace()
        guard position == bytes.count else { throw .malformed(at: position) }
        return unknown
    }

    // MARK: Values

    private mutating func readValue(_ shape: JSONShape, isMember: Bool) throws(JSONFailure) {
        values += 1
        guard values <= bounds.values else { throw .tooManyValues(limit: bounds.values) }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try open(isObject: true, isMember: isMember, shape)
        case UInt8(ascii: "["): return try open(isObject: false, isMember: isMember, shape)
        case UInt8(ascii: "\""): note(try readText(), in: shape)
        case UInt8(ascii: "t"): try expect("true")
        case UInt8(ascii: "f"): try expect("false")
        case UInt8(ascii: "n"): try expect("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        default: throw .malformed(at: position)
        }
        if isMember { path.removeLast() }
    }

    private mutating func open(isObject: Bool, isMember: Bool, _ shape: JSONShape) throws(JSONFailure) {
        guard frames.count < bounds.depth else { throw .tooDeep(limit: bounds.depth) }
        position += 1
        frames.append(Frame(isObject: isObject, isMember: isMember, firstKey: keys.count, shape: shape))
    }

    private mutating func close(_ frame: Frame) {
        frames.removeLast()
        keys.removeLast(keys.count - frame.firstKey)
        if frame.isMember { path.removeLast() }
    }

    private mutating func readMember(of frame: Frame) throws(JSONFailure) {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { throw .malformed(at: position) }
        let key = try readText(isKey: true)
        for held in keys[frame.firstKey...] where bytes[held] == bytes[key] { throw .doubledKey }
        guard keys.count - frame.firstKey < JSONBounds.keysOfObject else {
            throw .tooManyKeys(limit: JSONBounds.keysOfObject)
        }
        keys.append(key)
        path.append(key)
        var shape = JSONShape.anything
        if case .object(let fields) = frame.shape {
            if let known = fields[text(key)] { shape = known } else { unknown.note(path: path.map(text)) }
        }
        skipSpace()
        try expect(":")
        try readValue(shape, isMember: true)
    }

    private mutating func note(_ word: Range<Int>, in shape: JSONShape) {
        guard case .words(let words) = shape, !words.contains(text(word)) else { return }
        unknown.note(path: path.map(text), word: text(word))
    }

    // MARK: Tokens

    /// - Returns: where it stands, without its quotation marks.
    private mutating func readText(isKey: Bool = false) throws(JSONFailure) -> Range<Int> {
        let start = position + 1
        position = start
        while peek != UInt8(ascii: "\"") {
            let byte = peek
            guard byte >= 0x20 else { throw .malformed(at: position) }
            position += 1
            if byte == UInt8(ascii: "\\") {
                if isKey { throw .escapedKey }
                try readEscape()
            }
        }
        let text = start..<position
        if isKey, text.count > JSONBounds.keyBytes { throw .longKey(limitBytes: JSONBounds.keyBytes) }
        if text.count > bounds.stringBytes { throw .longText(limitBytes: bounds.stringBytes) }
        position += 1
        return text
    }

    private mutating func readEscape() throws(JSONFailure) {
        let byte = peek
        guard #""\/bfnrtu"#.utf8.contains(byte) else { throw .malformed(at: position) }
        position += 1
        guard byte == UInt8(ascii: "u") else { return }
        let digits = bytes[position..<min(position + 4, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
            throw .malformed(at: position)
        }
        // No database keeps it in a text, and it ends a text of C's early.
        if digits.allSatisfy({ $0 == UInt8(ascii: "0") }) { throw .zeroCharacter }
        position += 4
    }

    /// Takes what can stand in a number; the decoder judges its grammar.
    private mutating func readNumber() throws(JSONFailure) {
        let start = position
        while "+-.eE0123456789".utf8.contains(peek) { position += 1 }
        if position - start > JSONBounds.numberBytes { throw .longNumber(limitBytes: JSONBounds.numberBytes) }
    }

    private mutating func expect(_ token: String) throws(JSONFailure) {
        for byte in token.utf8 {
            guard peek == byte else { throw .malformed(at: position) }
            position += 1
        }
    }

    private mutating func skipSpace() {
        while peek == 0x20 || peek == 0x0A || peek == 0x0D || peek == 0x09 { position += 1 }
    }

    /// Zero at the end, as nowhere else in JSON.
    private var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
