/// Reads XML 1.0 piece by piece: elements and their text, as programs write them who exchange figures.
///
/// Whatever makes XML dangerous or large is refused or passed over: document types, and with them entities of one's own;
/// attributes; processing instructions; depth beyond a bound. Nothing outside the bytes is ever read.
struct XMLReader {
    enum Event: Equatable {
        case start(String)
        case text(String)
        case end(String)
    }

    /// What is wrong, and on which line, from 1.
    struct Fault: Error, Equatable {
        var line: Int
        var message: String
    }

    static let depthLimit = 32

    private let bytes: [UInt8]
    private var position = 0
    /// The elements that are open.
    private(set) var path: [String] = []
    /// An element that is closed where it was opened.
    private var isClosing = false
    private var hasRoot = false

    /// - Parameter bytes: in UTF-8.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// - Returns: nil at the end of a whole document.
    mutating func next() throws(Fault) -> Event? {
        if isClosing, let name = path.popLast() {
            isClosing = false
            return .end(name)
        }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                let text = try text()
                guard !path.isEmpty else {
                    guard text.utf8.allSatisfy({ $0 <= 32 }) else { throw fault("has text outside of its elements") }
                    continue
                }
                return .text(text)
            }
            if starts(with: "<!--") {
                try skip(to: "-->")
                continue
            }
            if starts(with: "<?") {
                try skip(to: "?>")
                continue
            }
            if starts(with: "<![CDATA[") { return .text(try characters()) }
            guard !starts(with: "<!") else { throw fault("declares a document type, which is not read") }
            return starts(with: "</") ? try end() : try start()
        }
        guard path.isEmpty, hasRoot else { throw fault("ends in the middle: it may be cut off") }
        return nil
    }

    private mutating func start() throws(Fault) -> Event {
        guard !path.isEmpty || !hasRoot else { throw fault("has more than one root") }
        position += 1
        let name = try name()
        // Of attributes nothing is read but where they end: a > may stand in quotes.
        var quote: UInt8?
        while position < bytes.count, quote != nil || bytes[position] != UInt8(ascii: ">") {
            let byte = bytes[position]
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if quote == nil, byte == UInt8(ascii: "<") {
                throw fault("has a < within a tag")
            }
            position += 1
        }
        guard position < bytes.count else { throw fault("ends within a tag: it may be cut off") }
        isClosing = bytes[position - 1] == UInt8(ascii: "/")
        position += 1
        path.append(name)
        hasRoot = true
        guard path.count <= Self.depthLimit else { throw fault("has elements \(Self.depthLimit) deep") }
        return .start(name)
    }

    private mutating func end() throws(Fault) -> Event {
        position += 2
        let name = try name()
        while position < bytes.count, bytes[position] <= 32 { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: ">"), path.popLast() == name else {
            throw fault("closes \"\(name)\", which is not open")
        }
        position += 1
        return .end(name)
    }

    private mutating func name() throws(Fault) -> String {
        let first = position
        while position < bytes.count, bytes[position] > 32, !"<>/=\"'".utf8.contains(bytes[position]) { position += 1 }
        let name = String(decoding: bytes[first..<position], as: UTF8.self)
        guard !name.isEmpty, name.utf8.count <= 200 else { throw fault("has a tag without a name") }
        return name
    }

    private mutating func text() throws(Fault) -> String {
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
            if bytes[position] == UInt8(ascii: "&") {
                text.append(contentsOf: try reference().utf8)
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func characters() throws(Fault) -> String {
        let first = position + "<![CDATA[".utf8.count
        try skip(to: "]]>")
        return String(decoding: bytes[first..<(position - 3)], as: UTF8.self)
    }

    /// The five that every document knows, and characters by their number.
    private mutating func reference() throws(Fault) -> String {
        let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        let window = bytes[(position + 1)..<min(position + 12, bytes.count)]
        guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { throw fault("has an & that begins nothing") }
        let name = String(decoding: window[..<end], as: UTF8.self)
        let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(1))
        let scalar =
            name.hasPrefix("#") ? number.flatMap(Unicode.Scalar.init).map { String(Character($0)) } : known[name]
        guard let text = scalar else { throw fault("has the entity &\(name); which is not known") }
        position = end + 1
        return text
    }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func skip(to end: String) throws(Fault) {
        let mark = Array(end.utf8)
        while position + mark.count <= bytes.count {
            if bytes[position..<(position + mark.count)].elementsEqual(mark) {
                position += mark.count
                return
            }
            position += 1
        }
        throw fault("ends in the middle: it may be cut off")
    }

    private func fault(_ message: String) -> Fault {
        Fault(line: 1 + bytes[..<min(position, bytes.count)].count { $0 == UInt8(ascii: "\n") }, message: message)
    }
}
