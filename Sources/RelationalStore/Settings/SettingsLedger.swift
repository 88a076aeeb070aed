internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What areas and schools were set to, within one transaction.
struct SettingsLedger {
    let db: Database

    /// A place that is there: an area of the registry, or a school.
    enum Place {
        case area(AreaPath)
        case school(String, in: AreaPath)

        var areas: [AreaPath] {
            switch self {
            case .area(let area): area.selfAndAncestors
            case .school(_, let area): area.selfAndAncestors
            }
        }

        var school: String? { if case .school(let id, _) = self { id } else { nil } }

        var text: String {
            switch self {
            case .area(let area): area.text
            case .school(let id, _): id
            }
        }
    }

    /// - Throws: `StoreFailure.unknownSchool`, `.unknownArea`, `.ambiguousArea`.
    func find(_ place: SettingsPlace, scope: Scope) throws -> Place {
        switch place {
        case .school(let id):
            let row = try Row.fetchOne(
                db, sql: "SELECT country, region, district FROM school WHERE id = ?", arguments: [id])
            guard let row, scope.includes(SchoolColumns.area(row), school: id) else {
                throw StoreFailure.unknownSchool(id)
            }
            return .school(id, in: SchoolColumns.area(row))
        case .area(let name):
            let named = try Filter.areas(named: name, scope: scope, in: db)
            // Spelt in several ways in the registry, it is still one area.
            guard Set(named.map(\.key)).count == 1, let area = named.first else {
                throw StoreFailure.ambiguousArea(name, paths: named.map(\.text))
            }
            return .area(area)
        }
    }

    /// What the place's own settings are, nil where it has none.
    func own(_ place: Place) throws -> SettingsRow? {
        if let school = place.school { return try last("school_id = ?", school) }
        return try place.areas.last.flatMap { try last("area_key = ?", SchoolColumns.areaKey($0)) }
    }

    /// From the widest to the narrowest.
    func layers(_ place: Place) throws -> [SettingsRow] {
        var layers = try place.areas.compactMap { try last("area_key = ?", SchoolColumns.areaKey($0)) }
        if let school = place.school, let own = try last("school_id = ?", school) { layers.append(own) }
        return layers
    }

    func version() throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT max(version) FROM settings_change")) ?? 0
    }

    /// - Throws: `StoreFailure.settingsMovedOn` where somebody else was faster.
    func change(_ change: SettingsChange) throws -> Int {
        let place = try find(change.place, scope: .everything)
        guard try own(place)?.version ?? 0 == change.basedOn else { throw StoreFailure.settingsMovedOn(place.text) }
        let version = max(try version() + 1, change.at.seconds)
        let area = place.school == nil ? place.areas.last : nil
        try db.execute(
            sql: """
                INSERT INTO settings_change (version, area, area_key, school_id, settings, changed_at, changed_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                version, area?.text, area.map(SchoolColumns.areaKey), place.school,
                String(decoding: try ReportCoder.encode(change.settings), as: UTF8.self), change.at.seconds, change.by,
            ])
        return version
    }

    private func last(_ condition: String, _ key: String) throws -> SettingsRow? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM settings_change WHERE \(condition) ORDER BY version DESC LIMIT 1", arguments: [key]
        ).map { try Self.row($0) }
    }

    static func row(_ row: Row) throws -> SettingsRow {
        let json: String = row["settings"]
        return SettingsRow(
            version: row["version"], area: row["area"], school: row["school_id"],
            settings: try ReportCoder.decode(RegionSettings.self, from: Data(json.utf8)),
            changedAt: row.date("changed_at"), changedBy: row["changed_by"])
    }
}
