internal import Foundation
internal import Relational
public import Store

extension RelationalStore {
    public func establishRegionSecrets(_ proposed: RegionSecrets) async throws -> RegionSecrets {
        try await write { db in
            for (name, value) in proposed.values.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: "INSERT INTO region_secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    arguments: [name, value])
            }
            var kept = RegionSecrets()
            for row in try Row.fetchAll(db, sql: "SELECT name, value FROM region_secret") {
                let value: Data = row["value"]
                kept[row["name"]] = value
            }
            return kept
        }
    }
}
