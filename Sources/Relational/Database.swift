/// A database within a transaction: what the store's SQL is run on, whichever engine it is.
public struct Database {
    public let connection: any DatabaseConnection

    public init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    /// How many rows the last statement changed.
    public var changesCount: Int { connection.lastChanges }

    /// How many rows were changed since the connection was opened.
    public var totalChangesCount: Int { connection.allChanges }

    /// Runs a statement, or several without arguments.
    public func execute(sql: String, arguments: StatementArguments = []) throws {
        try connection.run(sql: sql, arguments)
    }

    /// A statement for this one use.
    public func makeStatement(sql: String) throws -> Statement {
        Statement(try connection.statement(sql: sql))
    }

    /// A statement that stays prepared.
    public func cachedStatement(sql: String) throws -> Statement {
        Statement(try connection.keptStatement(sql: sql))
    }

    /// Inserts one row into a table that numbers its rows.
    /// - Parameter key: the numbered column.
    /// - Returns: the row's number.
    public func insert(sql: String, arguments: StatementArguments, numbering key: String) throws -> Int64 {
        try connection.insert(sql: sql, arguments, key: key)
    }

    /// As `insert(sql:arguments:numbering:)`, by a statement that stays prepared.
    public func insertCached(sql: String, arguments: StatementArguments, numbering key: String) throws -> Int64 {
        try connection.insertKept(sql: sql, arguments, key: key)
    }

    /// Runs `body` and takes back what it did.
    public func takingBack(_ body: () throws -> Void) throws {
        try connection.runAndTakeBack(body)
    }

    public func tableExists(_ name: String) throws -> Bool { try connection.hasTable(name) }
}
