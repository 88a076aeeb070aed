/// A database that any number of tasks may use at a time.
///
/// Nothing runs on the caller's executor: an engine has threads of its own for what waits for a disk or a server.
/// All methods throw `DatabaseError` for what the engine says, and what `body` throws otherwise.
public protocol DatabaseAccess: Sendable {
    /// Where it is, for people; without any secret.
    var location: String { get }

    /// Runs `body` on one moment's state of the database.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value

    /// Runs `body` alone among all writers of the database, and returns when what it wrote is durable. What it throws takes
    /// everything back.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value

    /// As `write(_:)`, for what may be lost with the current: it returns before it is on the disk.
    func writeSoon<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value

    /// Runs `body` on the connection that writes, outside of any transaction.
    func writeWithoutTransaction<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value

    /// Readies empty tables for very many rows that name each other in any order: their indices are set aside, and what a
    /// school names need not be there yet.
    func beginLoading(_ tables: [String]) async throws

    /// Brings the indices back, and has references be there again; `check` runs in between and takes all back if it throws.
    func finishLoading(_ check: @escaping @Sendable (Database) throws -> Void) async throws

    /// Bytes that are taken and that are free where it lies; nil where that cannot be told.
    func space() async throws -> (bytes: Int?, free: Int?)

    func close() throws
}
