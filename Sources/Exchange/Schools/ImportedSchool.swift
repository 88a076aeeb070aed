public import Store

/// A school as a file tells of it.
public struct ImportedSchool: Sendable, Equatable {
    public var school: School
    /// What the registry has no place for, by the platform's column names; nil for a file of ours.
    public var extra: SchoolExtra?
    /// As the file writes it, for telling two schools in one building from one school entered twice.
    public var level: String?
    /// What the file has no column for: what is known of it stays.
    public var unsaid: Set<SchoolField>
}
