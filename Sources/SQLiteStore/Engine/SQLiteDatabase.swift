internal import GRDB
internal import Glibc
internal import Relational
internal import Synchronization

/// SQLite by way of GRDB: one writer, and readers beside it.
final class SQLiteDatabase: DatabaseAccess {
    let writer: any DatabaseWriter
    /// The path, for messages.
    let location: String
    /// Which file it is; nil for one in memory.
    private let file: Identity?
    /// GRDB's queue, asked to read once it is closed, looks at the connection that is gone.
    private let isClosed = Atomic(false)

    private struct Identity: Equatable {
        var device: UInt
        var number: UInt

        init?(path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
        }
    }

    init(_ writer: any DatabaseWriter, location: String) {
        self.writer = writer
        self.location = location
        file = Identity(path: location)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Relational.Database) throws -> Value
    ) async throws -> Value {
        try await telling { try await writer.read { try body(Relational.Database($0)) } }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Relational.Database) throws -> Value
    ) async throws -> Value {
        try await telling {
            try await writer.write { db in
                try requireFile()
                return try body(Relational.Database(db))
            }
        }
    }

    func writeWithoutTransaction<Value: Sendable>(
        _ body: @escaping @Sendable (Relational.Database) throws -> Value
    ) async throws -> Value {
        try await telling { try await writer.writeWithoutTransaction { try body(Relational.Database($0)) } }
    }

    /// It is in the log when this returns, and on the disk with the next transaction that waits for it.
    func writeSoon<Value: Sendable>(
        _ body: @escaping @Sendable (Relational.Database) throws -> Value
    ) async throws -> Value {
        try await telling {
            try await writer.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                let done = Result {
                    var value: Value?
                    try db.inTransaction {
                        value = try body(Relational.Database(db))
                        return .commit
                    }
                    return value
                }
                try db.execute(sql: "PRAGMA synchronous = FULL")
                guard let value = try done.get() else {
                    throw Relational.DatabaseError(message: "a transaction that succeeded has no result")
                }
                return value
            }
        }
    }

    func beginLoading(_ tables: [String]) async throws {
        try await telling {
            try await writer.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                try db.inTransaction {
                    try LoadingIndices(db: db).setAside(of: tables)
                    return .commit
                }
            }
        }
    }

    func finishLoading(_ check: @escaping @Sendable (Relational.Database) throws -> Void) async throws {
        try await telling {
            try await writer.write { db in
                try LoadingIndices(db: db).bringBack()
                try check(Relational.Database(db))
            }
            try await writer.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA foreign_keys = ON") }
        }
    }

    func space() async throws -> (bytes: Int?, free: Int?) {
        var status = statvfs()
        let isKnown = statvfs(location, &status) == 0
        return (
            ["", "-wal"].map { Self.size(of: location + $0) }.reduce(0, +),
            isKnown ? Int(status.f_bavail) * Int(status.f_frsize) : nil
        )
    }

    func close() throws {
        isClosed.store(true, ordering: .sequentiallyConsistent)
        try writer.close()
    }

    /// What is written to a file that has no name any more is gone with the process, however durable.
    private func requireFile() throws {
        guard file == nil || Identity(path: location) == file else {
            throw Relational.DatabaseError(.moved, message: "the file was moved or removed")
        }
    }

    private func telling<Value>(_ body: () async throws -> Value) async throws -> Value {
        guard !isClosed.load(ordering: .sequentiallyConsistent) else {
            throw Relational.DatabaseError(message: "the database was closed")
        }
        do {
            return try await body()
        } catch let error as GRDB.DatabaseError {
            throw error.told(location: location)
        }
    }

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
