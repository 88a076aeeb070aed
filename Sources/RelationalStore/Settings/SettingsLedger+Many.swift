internal import Relational
internal import Reports
internal import Store

extension SettingsLedger {
    /// The settings in force at many schools, merged, in one question; schools that none concern are left out.
    func settings(of schools: [(id: String, area: AreaPath)]) throws -> [String: RegionSettings] {
        var ofAreas: [String: RegionSettings] = [:]
        var ofSchools: [String: RegionSettings] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM settings_change ORDER BY version") {
            let (area, school): (String?, String?) = (row["area_key"], row["school_id"])
            let settings = try Self.row(row).settings
            if let area { ofAreas[area] = settings }
            if let school { ofSchools[school] = settings }
        }
        guard !ofAreas.isEmpty || !ofSchools.isEmpty else { return [:] }
        var merged: [String: RegionSettings] = [:]
        for school in schools {
            let layers =
                school.area.selfAndAncestors.compactMap { ofAreas[SchoolColumns.areaKey($0)] }
                + [ofSchools[school.id]].compactMap(\.self)
            if !layers.isEmpty { merged[school.id] = .merging(layers) }
        }
        return merged
    }
}
