/// What an engine keeps of one prepared statement.
public protocol StatementSource: AnyObject {
    func run(_ arguments: StatementArguments) throws

    /// As `run(_:)`, for arguments whose number is known to be right.
    func runUnchecked(_ arguments: StatementArguments) throws

    func firstRow(_ arguments: StatementArguments) throws -> (any RowSource)?

    /// The first column of the first row, read before the row is gone.
    func firstValue<Value: DatabaseValueConvertible>(_ type: Value.Type, _ arguments: StatementArguments) throws
        -> Value?

    func rows(_ arguments: StatementArguments) throws -> [any RowSource]

    func cursor(_ arguments: StatementArguments) throws -> any RowCursorSource
}

/// A prepared statement.
public struct Statement {
    let source: any StatementSource

    public init(_ source: any StatementSource) {
        self.source = source
    }

    /// Runs it with these values, in the order of its placeholders.
    public func execute(arguments: StatementArguments = []) throws {
        try source.run(arguments)
    }

    /// Runs it with values whose number the caller vouches for.
    public func execute(uncheckedArguments arguments: StatementArguments) throws {
        try source.runUnchecked(arguments)
    }
}
