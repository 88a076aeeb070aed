internal import Relational

/// One insertion prepared once and run for many rows, whose arguments are not counted again each time.
struct BulkInsertion {
    private let db: Database
    private let sql: String
    private let statement: Statement

    /// - Parameter columns: names with commas between.
    init(_ db: Database, _ table: String, _ columns: String) throws {
        let places = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
        self.db = db
        sql = "INSERT INTO \(table) (\(columns)) VALUES (\(places))"
        statement = try db.cachedStatement(sql: sql)
    }

    func callAsFunction(_ values: StatementArguments) throws {
        try statement.execute(uncheckedArguments: values)
    }

    /// - Returns: the number that the database gave the row.
    func callAsFunction(_ values: StatementArguments, numbering key: String) throws -> Int64 {
        try db.insertCached(sql: sql, arguments: values, numbering: key)
    }
}
