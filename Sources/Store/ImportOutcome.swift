/// What an import did, or with a dry run would do: a name for each row, in the order of the file.
public struct ImportOutcome: Codable, Sendable, Equatable {
    public var added: [String]
    public var changed: [String]
    public var unchanged: [String]

    public init(added: [String] = [], changed: [String] = [], unchanged: [String] = []) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }

    /// Counts as changed what was unchanged but for something beside it, such as what platforms say of a school.
    public mutating func change(_ names: Set<String>) {
        guard !names.isEmpty else { return }
        changed += unchanged.filter(names.contains)
        unchanged.removeAll(where: names.contains)
    }

    /// What two imports did together, the left one first.
    public static func + (left: ImportOutcome, right: ImportOutcome) -> ImportOutcome {
        ImportOutcome(
            added: left.added + right.added, changed: left.changed + right.changed,
            unchanged: left.unchanged + right.unchanged)
    }
}
