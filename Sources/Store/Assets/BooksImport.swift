/// What an import did, or with a dry run would do: names in the order of the file.
public struct BooksImport: Codable, Sendable, Equatable {
    public var added: [String]
    public var changed: [String]
    public var unchanged: [String]

    public init(added: [String] = [], changed: [String] = [], unchanged: [String] = []) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }
}
