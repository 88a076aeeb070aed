/// One step of a database's tables from what an earlier release left to what this one wants.
///
/// Steps are only ever added to: a database remembers by name which were taken.
public struct SchemaStep: Sendable {
    public let name: String
    /// Whether no row's reference to another can be broken by it, so that an engine need not look through all rows of all tables
    /// afterwards: of a country's that takes minutes.
    public let keepsReferences: Bool
    private let sql: String
    private let moving: (@Sendable (Database) throws -> Void)?
    private let anew: String?

    /// - Parameters:
    ///   - sql: tables, columns, indices, triggers, and statements that move rows, in SQLite's words.
    ///   - moving: what brings rows along that no SQL can; for an engine whose tables may hold rows of an earlier release.
    ///   - keepsReferences: whether it makes no table anew, drops none and leaves keys as they are.
    ///   - anew: what such an engine does in `moving`, for one whose tables are still empty.
    public init(
        _ name: String, _ sql: String = "", keepsReferences: Bool = false,
        moving: (@Sendable (Database) throws -> Void)? = nil, anew: String? = nil
    ) {
        self.name = name
        self.keepsReferences = keepsReferences
        self.sql = sql
        self.moving = moving
        self.anew = anew
    }

    /// Takes the step; noting its name is the engine's.
    public func take(in db: Database) throws {
        if !sql.isEmpty { try db.connection.runSchema(sql: sql) }
        if db.connection.holdsEarlierRows {
            try moving?(db)
        } else if let anew {
            try db.connection.runSchema(sql: anew)
        }
    }
}
