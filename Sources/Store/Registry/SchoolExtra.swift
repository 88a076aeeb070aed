/// What another platform's file says of a school and the registry has no place for.
public struct SchoolExtra: Codable, Sendable, Equatable {
    public var school: String
    /// Whose words these are, such as `giga`.
    public var source: String
    /// By the platform's column names; without those that are empty.
    public var fields: [String: String]

    public init(school: String, source: String, fields: [String: String]) {
        self.school = school
        self.source = source
        self.fields = fields
    }
}
