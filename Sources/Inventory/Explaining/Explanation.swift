public import Reports

/// How one device was taken for what it was taken for: everything that spoke, and what won.
public struct Explanation: Sendable, Equatable, Encodable {
    /// Something that says what the device is.
    public struct Rule: Sendable, Equatable, Encodable {
        public enum Source: String, Sendable, Encodable {
            case hwdb, system
            case builtIn = "built_in"
        }

        public var source: Source
        /// The rule's name, as `scan` shows it.
        public var rule: String?
        public var category: String?
        public var confidence: String?
        /// Where an hwdb record stands.
        public var file: String?
        public var line: Int?
        /// The pattern of an hwdb record that matched, or the property of the system's database.
        public var pattern: String?
        public var properties: [String: String]
        /// Whether the answer is this one's.
        public var won: Bool
    }

    /// What was asked about, such as `1a86:7523` or a syspath.
    public var subject: String
    /// The key by which hwdb files speak of it.
    public var key: String?
    /// What the system's own database and udev's rules know of it.
    public var system: [String: String]
    /// In the order in which they were asked; of hwdb records the last one counts.
    public var rules: [Rule]
    public var category: Category
    public var confidence: Confidence
    /// The rule that won, `none` when nothing knows the device.
    public var rule: String
    public var vendor: String?
    public var product: String?
    /// Why this answer and no other, a sentence.
    public var reason: String
    /// What a reader must know besides, a sentence each.
    public var notes: [String]
}
