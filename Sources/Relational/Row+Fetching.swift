extension Row {
    /// The first row of an answer.
    public static func fetchOne(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> Row? {
        try fetchOne(db.makeStatement(sql: sql), arguments: arguments)
    }

    /// The first row of an answer.
    public static func fetchOne(_ statement: Statement, arguments: StatementArguments = []) throws -> Row? {
        try statement.source.firstRow(arguments).map(Row.init)
    }

    /// All rows of an answer.
    public static func fetchAll(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> [Row] {
        try fetchAll(db.makeStatement(sql: sql), arguments: arguments)
    }

    /// All rows of an answer.
    public static func fetchAll(_ statement: Statement, arguments: StatementArguments = []) throws -> [Row] {
        try statement.source.rows(arguments).map(Row.init)
    }

    /// The rows of an answer one after another, never all of them in memory.
    public static func fetchCursor(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> RowCursor {
        RowCursor(try db.connection.streamingCursor(sql: sql, arguments))
    }

    /// The rows of an answer one after another, for an answer of some hundred rows.
    public static func fetchCursor(_ statement: Statement, arguments: StatementArguments = []) throws -> RowCursor {
        RowCursor(try statement.source.cursor(arguments))
    }
}
