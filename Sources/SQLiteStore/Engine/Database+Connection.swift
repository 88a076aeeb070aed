public import GRDB
public import Relational

extension GRDB.Database: DatabaseConnection {
    public func run(sql: String, _ arguments: Relational.StatementArguments) throws {
        try execute(sql: sql, arguments: arguments.forGRDB)
    }

    public func runSchema(sql: String) throws { try execute(sql: sql) }

    public func statement(sql: String) throws -> any StatementSource { try makeStatement(sql: sql) }

    public func keptStatement(sql: String) throws -> any StatementSource { try cachedStatement(sql: sql) }

    public func streamingCursor(
        sql: String, _ arguments: Relational.StatementArguments
    ) throws -> any RowCursorSource {
        try GRDB.Row.fetchCursor(self, sql: sql, arguments: arguments.forGRDB)
    }

    public func insert(sql: String, _ arguments: Relational.StatementArguments, key: String) throws -> Int64 {
        try execute(sql: sql, arguments: arguments.forGRDB)
        return lastInsertedRowID
    }

    public func insertKept(sql: String, _ arguments: Relational.StatementArguments, key: String) throws -> Int64 {
        try cachedStatement(sql: sql).execute(arguments: arguments.forGRDB)
        return lastInsertedRowID
    }

    public var lastChanges: Int { changesCount }

    public var allChanges: Int { totalChangesCount }

    public func runAndTakeBack(_ body: () throws -> Void) throws {
        try inSavepoint {
            try body()
            return .rollback
        }
    }

    public func hasTable(_ name: String) throws -> Bool { try tableExists(name) }

    public func tables() throws -> [TableShape] {
        let names = try String.fetchAll(
            self,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                    AND name <> 'grdb_migrations' ORDER BY name
                """)
        return try names.map { name in
            let key = try primaryKey(name)
            return TableShape(
                name: name, columns: try columns(in: name).map(\.name),
                key: key.columns == [GRDB.Column.rowID.name] ? ["rowid"] : key.columns)
        }
    }

    public func parts(of table: String) -> [TablePart] { [] }

    public func makeParts(at time: Int) {}

    public func drop(_ part: TablePart) throws {
        throw Relational.DatabaseError(message: "SQLite's tables have no parts such as \(part.name)")
    }

    public func bytes() throws -> Int {
        let pages = try Int.fetchOne(self, sql: "PRAGMA page_count") ?? 0
        return pages * (try Int.fetchOne(self, sql: "PRAGMA page_size") ?? 0)
    }

    public func damage() throws -> String? {
        let problems = try String.fetchAll(self, sql: "PRAGMA quick_check(3)")
        return problems == ["ok"] ? nil : problems.joined(separator: "; ")
    }

    public var holdsEarlierRows: Bool { true }

    public func schemaStep() throws -> String? {
        try String.fetchOne(cachedStatement(sql: "SELECT max(identifier) FROM grdb_migrations"))
    }
}

extension Relational.StatementArguments {
    var forGRDB: GRDB.StatementArguments { GRDB.StatementArguments(values.map(\.forGRDB)) }
}

extension Relational.DatabaseValue {
    var forGRDB: GRDB.DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let data): data.databaseValue
        }
    }
}
