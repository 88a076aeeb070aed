public import FoundationEssentials

/// What a JSON text may hold before a decoder is let near it: a good signature says who wrote it, not that it is harmless.
///
/// The text is read once, byte by byte, without recursion and without building anything. Stricter than RFC 8259 where readers
/// disagree: UTF-8 without a byte order mark, no key twice in one object, no escapes in keys, no `\u0000`.
public struct JSONBounds: Sendable, Equatable {
    /// How deep objects and arrays may be nested.
    public var depth: Int
    /// The longest text, in bytes as it is written.
    public var stringBytes: Int
    /// How many values there may be, those within others included.
    public var values: Int

    /// Keys are words of this program and its successors.
    static let keyBytes = 200
    static let keysOfObject = 128
    /// A number that says more means nothing more (17 digits, a sign, a point and an exponent identify a double).
    static let numberBytes = 64

    public init(depth: Int, stringBytes: Int, values: Int) {
        self.depth = depth
        self.stringBytes = stringBytes
        self.values = values
    }

    /// For what computers send: `ReportBounds` is stricter by field, this bounds what reading costs.
    public static let fromAgents = JSONBounds(depth: 16, stringBytes: 16_384, values: 1_000_000)
    /// For what a region signs, which carries whole envelopes and files as texts.
    public static let fromRegions = JSONBounds(depth: 16, stringBytes: 4_194_304, values: 100_000)

    /// - Parameter shape: the fields that the reader knows; anything is known where it is nil.
    /// - Returns: what the text holds beyond that shape.
    /// - Throws: `JSONFailure`, for the first thing that is wrong.
    @discardableResult
    public func check(_ json: Data, against shape: JSONShape? = nil) throws(JSONFailure) -> UnknownFields {
        let bytes = [UInt8](json)
        guard (try? UTF8Span(validating: bytes.span)) != nil else { throw .notUTF8 }
        var scanner = JSONScanner(bytes: bytes, bounds: self)
        return try scanner.scan(against: shape ?? .anything)
    }
}

/// Why a JSON text is not decoded.
public enum JSONFailure: Error, Equatable, CustomStringConvertible {
    case notUTF8
    /// The offset in bytes where it stops being JSON.
    case malformed(at: Int)
    case tooDeep(limit: Int)
    case longText(limitBytes: Int)
    case longNumber(limitBytes: Int)
    case longKey(limitBytes: Int)
    case escapedKey
    case doubledKey
    case tooManyKeys(limit: Int)
    case tooManyValues(limit: Int)
    case zeroCharacter

    /// Whether it is no JSON at all, rather than more of it than is taken.
    public var isMalformed: Bool {
        switch self {
        case .notUTF8, .malformed: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .notUTF8: "it is not UTF-8"
        case .malformed(let offset): "it is not JSON at byte \(offset)"
        case .tooDeep(let limit): "objects and arrays are nested deeper than \(limit)"
        case .longText(let limit): "a text is longer than \(limit) bytes"
        case .longNumber(let limit): "a number is longer than \(limit) characters"
        case .longKey(let limit): "a key is longer than \(limit) bytes"
        case .escapedKey: "a key is written with escapes"
        case .doubledKey: "an object has a key twice"
        case .tooManyKeys(let limit): "an object has more than \(limit) keys"
        case .tooManyValues(let limit): "there are more than \(limit) values"
        case .zeroCharacter: "a text holds the character zero"
        }
    }
}
