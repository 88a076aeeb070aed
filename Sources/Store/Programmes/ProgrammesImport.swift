/// What an import of programmes, deliveries, indicators or milestones did, or with a dry run would do: a word for each row,
/// in the order of the file.
public struct ProgrammesImport: Codable, Sendable, Equatable {
    public var added: [String]
    public var changed: [String]
    public var unchanged: [String]

    public init(added: [String] = [], changed: [String] = [], unchanged: [String] = []) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }
}
