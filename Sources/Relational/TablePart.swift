/// One of the tables that an engine divides a table's rows among by time, so that a whole span of time goes at once.
public struct TablePart: Sendable, Equatable {
    public let name: String
    /// Of which times its rows are, in seconds since 1970.
    public let times: Range<Int>

    public init(name: String, times: Range<Int>) {
        self.name = name
        self.times = times
    }
}
