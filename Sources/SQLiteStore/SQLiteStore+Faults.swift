internal import Foundation
internal import GRDB
internal import Glibc
internal import Store

extension SQLiteStore {
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let note = note
        do {
            return try await database.write { db in
                let before = db.totalChangesCount
                let value = try body(db)
                if let note, db.totalChangesCount != before { try Self.enter(note.entry(of: value), in: db) }
                return value
            }
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    /// As `write`; a dry run does the same and takes it back, and leaves no note.
    func change<Value: Sendable>(
        dryRun: Bool, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        guard dryRun else { return try await write(body) }
        do {
            return try await database.write { db in
                var value: Value?
                try db.inSavepoint {
                    value = try body(db)
                    return .rollback
                }
                guard let value else { throw DatabaseError(message: "a dry run that succeeded has no result") }
                return value
            }
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    static func explaining<Value>(location: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw explained(error, location: location)
        }
    }

    /// The database's own error as a sentence that says what to do; its SQL and its arguments stay out of it.
    static func explained(_ error: any Error, location: String) -> any Error {
        if let error = error as? CocoaError {
            return StoreFailure.cannotOpen(location: location, reason: error.localizedDescription)
        }
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return StoreFailure.damaged(location: location)
        case .SQLITE_FULL: return StoreFailure.diskFull(location: location)
        case .SQLITE_READONLY: return StoreFailure.readOnly(location: location)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreFailure.busy(location: location)
        case .SQLITE_PERM, .SQLITE_AUTH: return StoreFailure.notPermitted(location: location)
        case .SQLITE_CANTOPEN:
            let mayOpen = access(location, R_OK | W_OK) == 0 || errno != EACCES
            return mayOpen
                ? StoreFailure.cannotOpen(location: location, reason: error.message ?? "\(error.resultCode)")
                : StoreFailure.notPermitted(location: location)
        default: return StoreFailure.fault(location: location, reason: error.message ?? "\(error.resultCode)")
        }
    }
}

extension DatabaseError {
    /// Whether it only says that what was worked out cannot be kept, by this account or now: the answer is known all the same.
    var isHarmlessToReaders: Bool {
        [.SQLITE_READONLY, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_PERM].contains(resultCode)
    }
}
