public import Presentation
internal import Store

/// A list that can be read: how its rows come out of a store, and what is shown of them.
///
/// Commands, the reading API and its client all go by this, so that one question has one answer wherever it is asked.
public struct RowList<Row: Codable & Sendable>: Sendable {
    let endpoint: ReadingEndpoint
    /// What a table has room for.
    public let columns: [Column<Row>]
    /// The rest of JSON's keys.
    public let details: [Column<Row>]
    /// The school that a row is about, by its id.
    let school: @Sendable (Row) -> String
    /// What a row stands for, of lists that the store itself groups.
    let grouping: ProgrammeGrouping?
    /// Whether rows stand on a map where their schools lie.
    let isMapped: Bool
    /// Where a row lies, in lists whose rows know it themselves.
    let place: (@Sendable (Row) -> PlaceRow)?
    let read: @Sendable (any Store, Query, Scope) async throws -> [Row]

    init(
        _ endpoint: ReadingEndpoint, columns: [Column<Row>], details: [Column<Row>] = [], isMapped: Bool = false,
        grouping: ProgrammeGrouping? = nil,
        school: @escaping @Sendable (Row) -> String, place: (@Sendable (Row) -> PlaceRow)? = nil,
        read: @escaping @Sendable (any Store, Query, Scope) async throws -> [Row]
    ) {
        self.endpoint = endpoint
        self.columns = columns
        self.details = details
        self.isMapped = isMapped
        self.grouping = grouping
        self.school = school
        self.place = place
        self.read = read
    }

    /// As a person calls it: `lines slots`.
    public var name: String { endpoint.rawValue.replacing("/", with: " ") }
}
