/// Which fields a reader knows, so that those of a newer program are counted and not only passed over.
public indirect enum JSONShape: Sendable, Equatable {
    /// A value whose insides are nobody's business here: a number, a text, a dictionary with free keys.
    case anything
    /// A text that is one of these words to this reader.
    case words(Set<String>)
    /// An object with these fields, or an array of such objects.
    case object([String: JSONShape])
}

/// What a message held that its reader does not know: fields by their path (`scan.devices.colour`), and words by path and
/// word (`scan.devices.category=hologram`).
public struct UnknownFields: Sendable, Equatable {
    /// How many different names are kept; more are only counted.
    public static let limit = 32
    /// The longest name kept.
    static let nameBytes = 120

    public private(set) var names: Set<String> = []
    /// How often any occurred.
    public private(set) var count = 0

    public init() {}

    public var isEmpty: Bool { count == 0 }

    /// - Parameter word: where the field is known and what it says is not.
    mutating func note(path: [String], word: String? = nil) {
        count += 1
        guard names.count < Self.limit else { return }
        let name = path.joined(separator: ".") + (word.map { "=" + $0 } ?? "")
        // A stranger's name is shown to operators: only plain words get there as they came.
        let isPlain = name.utf8.count <= Self.nameBytes && name.utf8.allSatisfy(Self.isPlain)
        names.insert(isPlain ? name : path.dropLast().joined(separator: ".") + ".?")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "="): true
        default: false
        }
    }
}
