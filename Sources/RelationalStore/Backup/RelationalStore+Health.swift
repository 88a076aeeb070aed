internal import Foundation
internal import Relational
public import Store

extension RelationalStore {
    public func health() async throws -> StoreHealth {
        let space: (bytes: Int?, free: Int?)
        do { space = try await database.space() } catch { throw Self.explained(error, location: location) }
        return try await read { db in
            StoreHealth(
                schema: try db.connection.schemaStep() ?? "",
                damage: try db.connection.damage(),
                bytes: try space.bytes ?? db.connection.bytes(),
                freeBytes: space.free,
                newestReport: try Row.fetchOne(db, sql: "SELECT max(last_seen) AS newest FROM agent")?
                    .dateIfPresent("newest"),
                quarantinedBundles: try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM bundle WHERE outcome = 'quarantined' AND kept_bytes > 0") ?? 0)
        }
    }
}
