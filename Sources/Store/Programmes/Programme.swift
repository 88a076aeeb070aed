/// Who provided equipment, or pays for it: a foundation's programme, a ministry's.
public struct Programme: Sendable, Equatable {
    /// As the region calls it in its files, such as `TAB-2025`.
    public var id: String
    /// At least one name.
    public var names: Names
    public var funder: String?
    /// Days, `yyyy-mm-dd`.
    public var startsOn: String?
    public var endsOn: String?
    /// Official ids of schools that take part; those that have a delivery or a milestone do without standing here.
    public var schools: [String]
    /// Whether pages for everybody say nothing of it; nil leaves it as it was, which of a new one is no.
    public var sensitive: Bool?

    public init(
        id: String, names: Names, funder: String? = nil, startsOn: String? = nil, endsOn: String? = nil,
        schools: [String] = [], sensitive: Bool? = nil
    ) {
        self.id = id
        self.names = names
        self.funder = funder
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.schools = schools
        self.sensitive = sensitive
    }
}
