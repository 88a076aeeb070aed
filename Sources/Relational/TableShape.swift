/// What a table is made of.
public struct TableShape: Sendable, Equatable {
    public var name: String
    /// All columns, in their order; without one that the engine only counts rows by.
    public var columns: [String]
    /// By which columns rows are told apart and put in order.
    public var key: [String]

    public init(name: String, columns: [String], key: [String]) {
        self.name = name
        self.columns = columns
        self.key = key
    }
}
