internal import Relational

/// A statement that the server has prepared, once it was run first: the kinds of its first values say what they are.
final class PostgresStatement: StatementSource {
    private let link: PostgresLink
    private let name: String
    private let sql: String
    private let parameters: Int
    private var types: [PostgresType]?

    init(_ link: PostgresLink, name: String, sql: String, parameters: Int) {
        self.link = link
        self.name = name
        self.sql = sql
        self.parameters = parameters
    }

    func run(_ arguments: StatementArguments) throws {
        let values = arguments.values
        guard values.count == parameters else {
            throw DatabaseError(message: "a statement of \(parameters) values was given \(values.count)")
        }
        let types = try types ?? prepare(values)
        try link.sendPrepared(name, PostgresParameters(values, as: types))
    }

    func runUnchecked(_ arguments: StatementArguments) throws { try run(arguments) }

    func firstRow(_ arguments: StatementArguments) throws -> (any RowSource)? {
        let result = try result(arguments)
        return result.rowCount > 0 ? PostgresRow(result, 0) : nil
    }

    func firstValue<Value: DatabaseValueConvertible>(
        _ type: Value.Type, _ arguments: StatementArguments
    ) throws -> Value? {
        try firstRow(arguments).flatMap { Value.read($0, at: 0) }
    }

    func rows(_ arguments: StatementArguments) throws -> [any RowSource] {
        let result = try result(arguments)
        return (0..<result.rowCount).map { PostgresRow(result, $0) }
    }

    func cursor(_ arguments: StatementArguments) throws -> any RowCursorSource {
        PostgresRows(try result(arguments))
    }

    private func result(_ arguments: StatementArguments) throws -> PostgresResult {
        try run(arguments)
        return try link.lastResult()
    }

    private func prepare(_ values: [DatabaseValue]) throws -> [PostgresType] {
        let described = try link.prepare(name, sql, values.map(PostgresParameters.type))
        types = described
        return described
    }
}
