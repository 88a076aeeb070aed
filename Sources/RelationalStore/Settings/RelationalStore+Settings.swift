internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func changeSettings(_ change: SettingsChange) async throws -> Int {
        try await write { db in try SettingsLedger(db: db).change(change) }
    }

    public func settingsVersion() async throws -> Int {
        try await read { db in try SettingsLedger(db: db).version() }
    }

    public func settings(of place: SettingsPlace, scope: Scope) async throws -> PlaceSettings {
        try await read { db in
            let ledger = SettingsLedger(db: db)
            let found = try ledger.find(place, scope: scope)
            return PlaceSettings(
                version: try ledger.version(), place: found.text, layers: try ledger.layers(found),
                own: try ledger.own(found))
        }
    }

    public func settingsHistory(_ query: Query, scope: Scope) async throws -> [SettingsRow] {
        try await read { db in
            let ledger = SettingsLedger(db: db)
            let place = try query.school.map { try ledger.find(.school($0), scope: scope) }
            let areas = try query.area.map { try Filter.areas(named: $0, scope: scope, in: db) }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT c.*, s.country, s.region, s.district FROM settings_change AS c
                    LEFT JOIN school AS s ON s.id = c.school_id
                    WHERE c.changed_at <= ? AND c.changed_at >= ? ORDER BY c.version DESC
                    """,
                arguments: [query.asOf.seconds, query.since?.seconds ?? 0])
            let kept = rows.filter { row in
                let school: String? = row["school_id"]
                if let place { return school == place.school }
                let text: String? = row["area"]
                let area = text.flatMap { AreaPath(text: $0) } ?? SchoolColumns.area(row)
                guard school.map({ scope.includes(area, school: $0) }) ?? scope.includes(area) else { return false }
                return areas.map { $0.contains { $0.contains(area) } } ?? true
            }
            return try kept.prefix(query.limit ?? .max).map { try SettingsLedger.row($0) }
        }
    }
}
