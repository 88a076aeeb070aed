internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// By what the lines of each school are judged, as its areas and itself were set: read once for all schools of a question.
struct LineSettings {
    struct Judging {
        var norm: LineNorm
        var thresholds: LineThresholds
    }

    /// Of a place's settings, what concerns lines.
    private struct Own: Decodable {
        var norm: String?
        var thresholds: [String: Double]?

        func overlaid(by narrower: Own) -> Own {
            Own(
                norm: narrower.norm ?? norm,
                thresholds: (thresholds ?? [:]).merging(narrower.thresholds ?? [:]) { $1 })
        }
    }

    private var ofAreas: [String: Own] = [:]
    private var ofSchools: [String: Own] = [:]
    /// What holds in an area, with what is set above it.
    private var within: [AreaPath: Own] = [:]

    init(db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT area_key, school_id, settings FROM settings_change ORDER BY version")
        // The last of each place is what holds.
        var texts: (areas: [String: String], schools: [String: String]) = ([:], [:])
        for row in rows {
            if let area: String = row["area_key"] { texts.areas[area] = row["settings"] as String }
            if let school: String = row["school_id"] { texts.schools[school] = row["settings"] as String }
        }
        ofAreas = try texts.areas.mapValues { try ReportCoder.decode(Own.self, from: Data($0.utf8)) }
        ofSchools = try texts.schools.mapValues { try ReportCoder.decode(Own.self, from: Data($0.utf8)) }
    }

    mutating func judging(_ school: String, in area: AreaPath) -> Judging {
        guard !ofAreas.isEmpty || !ofSchools.isEmpty else {
            return Judging(norm: .kazakhstan, thresholds: .standard)
        }
        let wide =
            within[area]
            ?? area.selfAndAncestors.compactMap { ofAreas[SchoolColumns.areaKey($0)] }
            .reduce(Own()) { $0.overlaid(by: $1) }
        within[area] = wide
        let own = ofSchools[school].map(wide.overlaid) ?? wide
        return Judging(
            norm: own.norm.flatMap(LineNorm.init(text:)) ?? .kazakhstan,
            thresholds: LineThresholds(settings: own.thresholds))
    }
}
