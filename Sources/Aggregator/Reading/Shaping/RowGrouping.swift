/// What rows are joined by.
public enum RowGrouping: String, Sendable, CaseIterable {
    /// The regions of a country.
    case area
    case district
    case school
    /// What the column of that key says, in lists that have one.
    case category
    case programme

    /// Whether a row's school says it, in place of a column.
    var isOfPlaces: Bool { [.area, .district, .school].contains(self) }
}
