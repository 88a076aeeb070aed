/// The values of a statement's placeholders, in order.
public struct StatementArguments: Sendable, ExpressibleByArrayLiteral {
    public private(set) var values: [DatabaseValue]

    @inlinable public init(arrayLiteral elements: (any DatabaseValueConvertible)?...) {
        self.init(values: elements.map { $0?.databaseValue ?? .null })
    }

    @usableFromInline init(values: [DatabaseValue]) {
        self.values = values
    }

    public init(_ values: [DatabaseValue]) {
        self.values = values
    }

    public init(_ values: [any DatabaseValueConvertible]) {
        self.values = values.map(\.databaseValue)
    }

    public init<Value: DatabaseValueConvertible>(_ values: [Value]) {
        self.values = values.map(\.databaseValue)
    }

    public static func + (left: StatementArguments, right: StatementArguments) -> StatementArguments {
        StatementArguments(values: left.values + right.values)
    }

    public static func += (left: inout StatementArguments, right: StatementArguments) {
        left.values += right.values
    }
}
