extension DatabaseValueConvertible {
    /// The first column of the first row; nil where there is no row, or null in it.
    public static func fetchOne(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> Self? {
        try fetchOne(db.makeStatement(sql: sql), arguments: arguments)
    }

    /// The first column of the first row; nil where there is no row, or null in it.
    public static func fetchOne(_ statement: Statement, arguments: StatementArguments = []) throws -> Self? {
        try statement.source.firstValue(Self.self, arguments)
    }

    /// The first column of every row.
    public static func fetchAll(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> [Self] {
        try fetchAll(db.makeStatement(sql: sql), arguments: arguments)
    }

    /// The first column of every row.
    /// - Throws: `DatabaseError` for a null among them.
    public static func fetchAll(_ statement: Statement, arguments: StatementArguments = []) throws -> [Self] {
        let cursor = try statement.source.cursor(arguments)
        var values: [Self] = []
        while let row = try cursor.nextRow() {
            guard let value = read(row, at: 0) else {
                throw DatabaseError(message: "a column is null where \(Self.self) was expected")
            }
            values.append(value)
        }
        return values
    }
}

extension DatabaseValueConvertible where Self: Hashable {
    /// The first column of every row, each value once.
    public static func fetchSet(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> Set<Self> {
        Set(try fetchAll(db, sql: sql, arguments: arguments))
    }
}
