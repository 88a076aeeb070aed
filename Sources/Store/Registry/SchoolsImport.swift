/// What an import of schools did, or with a dry run would do: ids in the order of the file.
public struct SchoolsImport: Codable, Sendable, Equatable {
    public var added: [String]
    public var changed: [String]
    public var unchanged: [String]

    public init(added: [String] = [], changed: [String] = [], unchanged: [String] = []) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }

    /// Counts schools as changed that were unchanged but for something beside them, such as what platforms say of them.
    public mutating func change(_ schools: Set<String>) {
        guard !schools.isEmpty else { return }
        changed += unchanged.filter(schools.contains)
        unchanged.removeAll(where: schools.contains)
    }
}
