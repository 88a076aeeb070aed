internal import Relational

/// The rows of an answer that is there as a whole.
final class PostgresRows: RowCursorSource {
    private let result: PostgresResult
    private var position = 0

    init(_ result: PostgresResult) { self.result = result }

    func nextRow() throws -> (any RowSource)? {
        guard position < result.rowCount else { return nil }
        defer { position += 1 }
        return PostgresRow(result, position)
    }
}

/// The rows of an answer that the server holds, fetched some at a time: other statements may run in between.
final class PostgresCursor: RowCursorSource {
    private static let batch = 1_000

    private let link: PostgresLink
    private let name: String
    private var result: PostgresResult?
    private var position = 0

    /// - Parameter name: of a cursor that was declared within the transaction, with which it ends.
    init(_ link: PostgresLink, name: String) {
        self.link = link
        self.name = name
    }

    func nextRow() throws -> (any RowSource)? {
        if let result, position < result.rowCount { return row(of: result) }
        if let result, result.rowCount < Self.batch {
            if position == result.rowCount { try link.send("CLOSE \(name)") }
            position += 1
            return nil
        }
        try link.send("FETCH \(Self.batch) FROM \(name)")
        let result = try link.lastResult()
        self.result = result
        position = 0
        return result.rowCount > 0 ? row(of: result) : try nextRow()
    }

    private func row(of result: PostgresResult) -> PostgresRow {
        defer { position += 1 }
        return PostgresRow(result, position)
    }
}
