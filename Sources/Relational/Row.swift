public import FoundationEssentials

/// One row of an answer.
///
/// A row that a cursor hands out is valid until the cursor's next step; one that was fetched stays.
public struct Row {
    @usableFromInline let source: any RowSource

    @inlinable public init(_ source: any RowSource) {
        self.source = source
    }

    /// A column that may be null.
    @inlinable public subscript<Value: DatabaseValueConvertible>(_ column: String) -> Value? {
        Value.read(source, named: column)
    }

    /// A column that the question never leaves null.
    @inlinable public subscript<Value: DatabaseValueConvertible>(_ column: String) -> Value {
        guard let value = Value.read(source, named: column) else {
            preconditionFailure("the column \(column) is null or missing, and \(Value.self) was expected")
        }
        return value
    }

    /// A column that may be null, by its place.
    @inlinable public subscript<Value: DatabaseValueConvertible>(_ index: Int) -> Value? {
        Value.read(source, at: index)
    }

    /// A column that the question never leaves null, by its place.
    @inlinable public subscript<Value: DatabaseValueConvertible>(_ index: Int) -> Value {
        guard let value = Value.read(source, at: index) else {
            preconditionFailure("column \(index) is null, and \(Value.self) was expected")
        }
        return value
    }

    /// All columns, as they are kept.
    public var databaseValues: [DatabaseValue] { (0..<source.columnCount).map(source.value) }

    /// A column's bytes without a copy, valid within `body` alone; nil where the column is null.
    public func withUnsafeData<Result>(atIndex index: Int, _ body: (Data?) throws -> Result) throws -> Result {
        try source.withBytes(at: index, body)
    }
}
