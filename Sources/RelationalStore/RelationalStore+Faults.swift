internal import Foundation
internal import Relational
internal import Store

extension RelationalStore {
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let (note, location) = (note, location)
        do {
            return try await database.write { db in
                try Self.requireKnownSchema(db, location: location)
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
                try db.takingBack { value = try body(db) }
                guard let value else { throw DatabaseError(message: "a dry run that succeeded has no result") }
                return value
            }
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    /// The database's own error as a sentence that says what to do; its SQL and its arguments stay out of it.
    public static func explained(_ error: any Error, location: String) -> any Error {
        if let error = error as? CocoaError {
            return StoreFailure.cannotOpen(location: location, reason: error.localizedDescription)
        }
        guard let error = error as? DatabaseError else { return error }
        return switch error.code {
        case .damaged: StoreFailure.damaged(location: location)
        case .diskFull: StoreFailure.diskFull(location: location)
        case .diskFails: StoreFailure.diskFails(location: location, reason: error.message)
        case .slow: StoreFailure.slow(location: location)
        case .moved: StoreFailure.moved(location: location)
        case .serverVersion: StoreFailure.serverVersion(location: location, version: error.message)
        case .readOnly: StoreFailure.readOnly(location: location)
        case .busy: StoreFailure.busy(location: location)
        case .notPermitted: StoreFailure.notPermitted(location: location)
        case .cannotOpen: StoreFailure.cannotOpen(location: location, reason: error.message)
        case .away: StoreFailure.away(location: location)
        case .tooManyConnections: StoreFailure.outOfConnections(location: location)
        case .other: StoreFailure.fault(location: location, reason: error.message)
        }
    }
}
