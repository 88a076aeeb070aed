internal import GRDB

/// One insertion prepared once and run for many rows, whose arguments are not counted again each time.
struct BulkInsertion {
    private let statement: Statement

    /// - Parameter columns: names with commas between.
    init(_ db: Database, _ table: String, _ columns: String) throws {
        let places = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
        statement = try db.cachedStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))")
    }

    func callAsFunction(_ values: StatementArguments) throws {
        statement.setUncheckedArguments(values)
        try statement.execute()
    }
}
