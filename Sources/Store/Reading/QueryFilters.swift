/// Conditions of a question beyond its area, school and room: each that is set must hold.
public struct QueryFilters: Sendable, Equatable {
    /// Only schools of this type.
    public var type: SchoolType?
    /// Only schools in the country, or only those in towns; one of which nobody said is neither.
    public var rural: Bool?

    public init(type: SchoolType? = nil, rural: Bool? = nil) {
        self.type = type
        self.rural = rural
    }
}
