internal import Relational

/// A PostgreSQL database: one thread that writes, and some that read beside it.
final class PostgresDatabase: DatabaseAccess {
    private static let readerCount = 4

    let location: String
    private let writer: PostgresWorkers
    private let readers: PostgresWorkers

    init(_ location: PostgresLocation) {
        self.location = location.text
        writer = PostgresWorkers(location, count: 1, name: "pg-write")
        readers = PostgresWorkers(location, count: Self.readerCount, name: "pg-read")
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await readers.run { try $0.read(body) }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await writer.run { try $0.write(body) }
    }

    func writeSoon<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await writer.run { try $0.write(isDurable: false, body) }
    }

    func writeWithoutTransaction<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await writer.run { try $0.withoutTransaction(body) }
    }

    func beginLoading(_ tables: [String]) async throws {
        try await write { db in try PostgresLoading(db: db).begin(tables) }
    }

    func finishLoading(_ check: @escaping @Sendable (Database) throws -> Void) async throws {
        try await write { db in
            try check(db)
            try PostgresLoading(db: db).finish()
        }
    }

    func space() async throws -> (bytes: Int?, free: Int?) { (nil, nil) }

    func close() throws {
        writer.close()
        readers.close()
    }
}
