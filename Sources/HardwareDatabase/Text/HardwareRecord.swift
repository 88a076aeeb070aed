/// One record of an hwdb text file that matched a key.
public struct HardwareRecord: Sendable, Equatable {
    public let file: String
    /// Line of the pattern that matched, from 1.
    public let line: Int
    /// The pattern that matched.
    public let pattern: String
    public let properties: [String: String]

    public init(file: String, line: Int, pattern: String, properties: [String: String]) {
        self.file = file
        self.line = line
        self.pattern = pattern
        self.properties = properties
    }
}
