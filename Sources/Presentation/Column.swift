/// One column of a table over rows of some type.
public struct Column<Row>: Sendable {
    /// The heading in a table.
    public var heading: Heading
    /// What a table shows.
    public var cell: @Sendable (Row) -> Cell
    /// What CSV says, by `key`: the figure in JSON's unit, whatever the table makes of it.
    public var record: [(key: String, cell: @Sendable (Row) -> Cell)]
    /// Whether a table goes without it where no row says anything, as a school's name in rows of areas.
    public var isOptional = false
    /// Whether it says sentences, which a table tells over several lines.
    public var isProse = false
    /// What stands for many rows where they are grouped; a column without it is left out there.
    public var aggregate: Aggregate?

    /// A column that says the same in a table and in CSV.
    public init(
        _ heading: Heading, key: String, aggregate: Aggregate? = nil, cell: @escaping @Sendable (Row) -> Cell
    ) {
        self.init(heading, record: [(key, cell)], aggregate: aggregate, cell: cell)
    }

    /// A column that a person reads in another way than a program.
    /// - Parameter record: names and cells in CSV, in their order; more than one where the table joins what JSON keeps apart.
    public init(
        _ heading: Heading, record: [(key: String, cell: @Sendable (Row) -> Cell)], aggregate: Aggregate? = nil,
        cell: @escaping @Sendable (Row) -> Cell
    ) {
        self.heading = heading
        self.cell = cell
        self.record = record
        self.aggregate = aggregate
    }

    /// The same column, in a table over several lines where it is long.
    public var prose: Column {
        var column = self
        column.isProse = true
        return column
    }

    /// The same column, left out of a table where no row says anything.
    public var optional: Column {
        var column = self
        column.isOptional = true
        return column
    }
}
