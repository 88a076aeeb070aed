internal import Relational

/// One connection that runs the store's SQL.
final class PostgresConnection: DatabaseConnection {
    /// So many statements stay prepared; then all are forgotten, between two transactions.
    static let mostStatements = 500

    let link: PostgresLink
    private var statements: [String: PostgresStatement] = [:]
    private var insertions: [String: PostgresStatement] = [:]
    private var known: [String: PostgresTable]?
    private var cursors = 0
    private var prepared = 0

    /// - Throws: `DatabaseError`.
    init(_ location: PostgresLocation) throws {
        link = try PostgresLink(location)
        for setting in [
            "search_path = parta", "synchronous_commit = on", "standard_conforming_strings = on", "jit = off",
            "client_min_messages = warning",
            "lock_timeout = '10s'", "statement_timeout = '120s'", "idle_in_transaction_session_timeout = '120s'",
        ] {
            try link.send("SET \(setting)")
        }
        try link.settle()
    }

    // MARK: Transactions

    /// Between two transactions: the next one's isolation must be said before any other statement of its round.
    func tidy() throws {
        guard statements.count + insertions.count > Self.mostStatements else { return }
        try link.send("DEALLOCATE ALL")
        try link.settle()
        (statements, insertions) = ([:], [:])
    }

    /// Runs a statement of this module's own.
    func command(_ sql: String) throws { try link.send(sql) }

    // MARK: Statements

    func run(sql: String, _ arguments: StatementArguments) throws {
        if arguments.values.isEmpty, sql.contains(";") {
            for statement in PostgresSchema.split(SQLToken.all(of: sql)) {
                try link.send(completed(PostgresDialect.translate(statement)))
            }
        } else {
            try kept(sql).run(arguments)
        }
    }

    func runSchema(sql: String) throws {
        for statement in PostgresSchema.statements(of: sql) { try link.send(statement) }
        known = nil
        try link.settle()
    }

    func statement(sql: String) throws -> any StatementSource { try kept(sql) }

    func keptStatement(sql: String) throws -> any StatementSource { try kept(sql) }

    private func kept(_ sql: String) throws -> PostgresStatement {
        if let known = statements[sql] { return known }
        let statement = try make(PostgresDialect.translate(sql))
        statements[sql] = statement
        return statement
    }

    private func make(_ translation: PostgresDialect.Translation, ending: String = "") throws -> PostgresStatement {
        prepared += 1
        return PostgresStatement(
            link, name: "s\(prepared)", sql: try completed(translation) + ending, parameters: translation.parameters)
    }

    /// With what becomes of a row that is there already.
    private func completed(_ translation: PostgresDialect.Translation) throws -> String {
        guard let replacing = translation.replacing else { return translation.sql }
        let all = try known ?? PostgresTable.all(link)
        known = all
        guard let table = all[replacing.table] else {
            throw DatabaseError(message: "there is no table \(replacing.table)")
        }
        return "\(translation.sql) \(table.replacement(naming: replacing.columns))"
    }

    func streamingCursor(sql: String, _ arguments: StatementArguments) throws -> any RowCursorSource {
        cursors += 1
        let name = "c\(cursors)"
        let types = arguments.values.map(PostgresParameters.type)
        try link.send(
            "DECLARE \(name) NO SCROLL CURSOR FOR \(PostgresDialect.translate(sql).sql)",
            PostgresParameters(arguments.values, as: types), types: types)
        return PostgresCursor(link, name: name)
    }

    func insert(sql: String, _ arguments: StatementArguments, key: String) throws -> Int64 {
        try insertKept(sql: sql, arguments, key: key)
    }

    func insertKept(sql: String, _ arguments: StatementArguments, key: String) throws -> Int64 {
        let statement =
            try insertions[sql] ?? make(PostgresDialect.translate(sql), ending: " RETURNING \(key)")
        insertions[sql] = statement
        guard let number = try statement.firstValue(Int64.self, arguments) else {
            throw DatabaseError(message: "a row that was inserted has no number")
        }
        inserted += 1
        return number
    }

    /// Rows that came with an answer, which libpq does not count as changed.
    private var inserted = 0

    // MARK: Facts

    var lastChanges: Int { link.lastChanges }

    var allChanges: Int { link.allChanges + inserted }

    func runAndTakeBack(_ body: () throws -> Void) throws {
        try link.send("SAVEPOINT taken_back")
        try body()
        try link.send("ROLLBACK TO SAVEPOINT taken_back")
        try link.settle()
    }

    func hasTable(_ name: String) throws -> Bool {
        try kept("SELECT to_regclass('parta.' || ?) IS NOT NULL").firstValue(Bool.self, [name]) ?? false
    }

    func tables() throws -> [TableShape] {
        try PostgresTable.all(link).map { name, table in
            TableShape(name: name, columns: table.columns, key: table.key.isEmpty ? ["rowid"] : table.key)
        }.filter { !Self.ownTables.contains($0.name) }.sorted { $0.name < $1.name }
    }

    /// Not of the schema's steps.
    private static let ownTables: Set<String> = ["schema_step", "copied_table", "copy_detached", "example_index"]

    func parts(of table: String) throws -> [TablePart] {
        table == PostgresWeeks.table ? try PostgresWeeks(db: Database(self)).parts() : []
    }

    func makeParts(at time: Int) throws { try PostgresWeeks(db: Database(self)).make(at: time) }

    func drop(_ part: TablePart) throws { try PostgresWeeks(db: Database(self)).drop(part) }

    func bytes() throws -> Int {
        try kept("SELECT pg_database_size(current_database())").firstValue(Int.self, []) ?? 0
    }

    /// The server checks each page as it reads it, where it keeps checksums, and says so in its log.
    func damage() throws -> String? { nil }

    var holdsEarlierRows: Bool { false }

    func schemaStep() throws -> String? {
        try kept("SELECT max(name) FROM schema_step").firstValue(String.self, [])
    }
}
