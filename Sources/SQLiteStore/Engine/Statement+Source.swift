public import GRDB
public import Relational

extension GRDB.Statement: StatementSource {
    public func run(_ arguments: Relational.StatementArguments) throws {
        try execute(arguments: arguments.forGRDB)
    }

    public func runUnchecked(_ arguments: Relational.StatementArguments) throws {
        setUncheckedArguments(arguments.forGRDB)
        try execute()
    }

    public func firstRow(_ arguments: Relational.StatementArguments) throws -> (any RowSource)? {
        try GRDB.Row.fetchOne(self, arguments: arguments.forGRDB)
    }

    public func firstValue<Value: Relational.DatabaseValueConvertible>(
        _ type: Value.Type, _ arguments: Relational.StatementArguments
    ) throws -> Value? {
        let cursor = try GRDB.Row.fetchCursor(self, arguments: arguments.forGRDB)
        // The row is the statement's as long as the cursor is there.
        return try withExtendedLifetime(cursor) { try cursor.next().flatMap { Value.read($0, at: 0) } }
    }

    public func rows(_ arguments: Relational.StatementArguments) throws -> [any RowSource] {
        let cursor = try GRDB.Row.fetchCursor(self, arguments: arguments.forGRDB)
        let places = ColumnPlaces(columnNames)
        var rows: [any RowSource] = []
        while let row = try cursor.next() {
            rows.append(FetchedRow(row, places))
        }
        return rows
    }

    public func cursor(_ arguments: Relational.StatementArguments) throws -> any RowCursorSource {
        try GRDB.Row.fetchCursor(self, arguments: arguments.forGRDB)
    }
}

extension GRDB.RowCursor: RowCursorSource {
    public func nextRow() throws -> (any RowSource)? { try next() }
}
