/// One of the tables that an engine divides a table's rows among by time, so that a whole span of time goes at once.
public struct TablePart: Sendable, Equatable {
    public let name: String
    /// The time from which on rows are no longer this part's, in seconds since 1970.
    public let end: Int

    public init(name: String, end: Int) {
        self.name = name
        self.end = end
    }
}
