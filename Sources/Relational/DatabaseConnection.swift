/// What an engine does on one connection, within a transaction.
public protocol DatabaseConnection: AnyObject {
    /// Runs one statement, or several one after another when there are no arguments.
    func run(sql: String, _ arguments: StatementArguments) throws

    /// Runs statements that make or change tables, written as SQLite understands them.
    func runSchema(sql: String) throws

    /// A statement that is prepared for this one use.
    func statement(sql: String) throws -> any StatementSource

    /// A statement that stays prepared for the next use.
    func keptStatement(sql: String) throws -> any StatementSource

    /// The rows of an answer of any size.
    func streamingCursor(sql: String, _ arguments: StatementArguments) throws -> any RowCursorSource

    /// Runs an `INSERT` of one row.
    /// - Parameter key: the column that the database numbers.
    /// - Returns: the number it gave.
    func insert(sql: String, _ arguments: StatementArguments, key: String) throws -> Int64

    /// As `insert(sql:_:key:)`, by a statement that stays prepared.
    func insertKept(sql: String, _ arguments: StatementArguments, key: String) throws -> Int64

    /// How many rows the last statement changed.
    var lastChanges: Int { get }

    /// How many rows were changed since the connection was opened.
    var allChanges: Int { get }

    /// Runs `body` and takes back what it did.
    func runAndTakeBack(_ body: () throws -> Void) throws

    func hasTable(_ name: String) throws -> Bool

    /// All tables that schema steps made; one without a key of its own is told by `rowid`.
    func tables() throws -> [TableShape]

    /// What a table's rows are divided among by time, the oldest first; nothing where they lie in one.
    func parts(of table: String) throws -> [TablePart]

    /// Has tables that are divided ready for rows of a time, in seconds since 1970.
    func makeParts(at time: Int) throws

    /// Ends a part with all that it holds.
    func drop(_ part: TablePart) throws

    /// How many bytes the database's rows and indices take.
    func bytes() throws -> Int

    /// Looks through all that is kept; nil where all is well.
    func damage() throws -> String?

    /// Whether tables may hold rows of an earlier release, which schema steps bring along.
    var holdsEarlierRows: Bool { get }

    /// The name of the last schema step that was taken.
    func schemaStep() throws -> String?
}
