internal import Reports
internal import Store

/// One setting as a planner reads it: as it would be typed, and whose it is.
struct SettingLine {
    var key: String
    var value: String
    /// The area or school that set it.
    var from: String
    var version: Int

    /// What is in force, in the order of the keys.
    static func lines(of place: PlaceSettings) -> [SettingLine] {
        var lines: [String: SettingLine] = [:]
        for layer in place.layers {
            for (key, value) in texts(of: layer.settings) {
                lines[key] = SettingLine(key: key, value: value, from: layer.place, version: layer.version)
            }
        }
        return lines.values.sorted { (order($0.key), $0.key) < (order($1.key), $1.key) }
    }

    private static func order(_ key: String) -> Int {
        SettingKey.allCases.firstIndex { key == $0.rawValue || key.hasPrefix($0.rawValue + ".") } ?? .max
    }

    static func texts(of settings: RegionSettings) -> [(key: String, value: String)] {
        func flag(_ value: Bool?) -> String? { value.map { $0 ? "yes" : "no" } }
        func number(_ value: Int?) -> String? { value.map { "\($0)" } }
        func list(_ value: [String]?) -> String? { value.map { $0.joined(separator: ",") } }
        let single: [(SettingKey, String?)] = [
            (.timeZone, settings.timeZone), (.shifts, list(settings.shifts)), (.schoolDays, settings.schoolDays),
            (.terms, list(settings.terms)), (.holidays, list(settings.holidays)),
            (.testsPerDay, number(settings.testsPerDay)), (.monthlyMB, number(settings.monthlyMB)),
            (.fullEvery, number(settings.fullEvery)), (.metered, settings.metered),
            (.outsideHours, settings.outsideHours), (.ownTrafficKbps, number(settings.ownTrafficKbps)),
            (.mlabConsent, flag(settings.mlabConsent)), (.lanTests, flag(settings.lanTests)),
            (.portalCheck, settings.portalCheck),
            (.platforms, list(settings.platforms?.map { "\($0.name) \($0.host)" })),
            (.norm, settings.norm), (.forward, settings.forward),
            (.presenceDays, number(settings.presenceDays)),
        ]
        return single.compactMap { key, value in value.map { (key.rawValue, $0) } }
            + (settings.thresholds ?? [:]).map { ("\(SettingKey.thresholds.rawValue).\($0.key)", "\($0.value)") }
            + (settings.serials ?? [:]).map { ("\(SettingKey.serials.rawValue).\($0.key)", $0.value.rawValue) }
            + (settings.hardwareDatabase ?? []).map {
                ("\(SettingKey.hardwareDatabase.rawValue).\($0.name)", "\($0.text.utf8.count) bytes")
            }
    }
}
