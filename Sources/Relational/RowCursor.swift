/// Where an engine stands in the rows of an answer.
public protocol RowCursorSource: AnyObject {
    /// The next row, valid until the next call; nil after the last.
    func nextRow() throws -> (any RowSource)?
}

/// The rows of an answer, one after another.
public struct RowCursor {
    private let source: any RowCursorSource

    public init(_ source: any RowCursorSource) {
        self.source = source
    }

    /// The next row, valid until the next call; nil after the last.
    public func next() throws -> Row? { try source.nextRow().map(Row.init) }
}
