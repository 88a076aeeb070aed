public import Foundation
internal import Relational
internal import Store

extension RelationalStore {
    /// With less room than this the next commits may fail, though this one would find a place in what the database has already.
    private static let leastFreeBytes = 4_000_000

    public func proveWritable(at time: Date) async throws {
        let free: Int?
        do { free = try await database.space().free } catch { throw Self.explained(error, location: location) }
        if let free, free < Self.leastFreeBytes { throw StoreFailure.diskFull(location: location) }
        try await write { db in
            try db.cachedStatement(
                sql: "INSERT INTO heartbeat (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at"
            ).execute(arguments: [time.seconds])
        }
    }

    /// Another program may have brought the tables up to a step that this one does not know, while this one went on: nobody
    /// writes into tables that mean something else.
    /// - Throws: `StoreFailure.newerDatabase`.
    static func requireKnownSchema(_ db: Database, location: String) throws {
        guard let step = try db.connection.schemaStep(), let known, step > known else { return }
        throw StoreFailure.newerDatabase(location: location, step: step)
    }

    private static let known = Migrations.steps.map(\.name).max()
}
