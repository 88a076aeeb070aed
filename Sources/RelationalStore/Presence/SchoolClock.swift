internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Which day it is at a school: by the time zone of its settings, else by UTC.
struct SchoolClock: Sendable {
    private let zone: TimeZone

    init(_ settings: RegionSettings) {
        let name = settings.timeZone
        let offset = name.flatMap(SettingText.zoneOffset).flatMap { TimeZone(secondsFromGMT: $0) }
        zone = offset ?? name.flatMap { TimeZone(identifier: $0) } ?? .gmt
    }

    func day(of time: Date) -> CivilDate {
        CivilDate(
            daysSinceEpoch: Int(
                ((time.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: time))) / 86_400)
                    .rounded(.down)))
    }

    /// Of the whole store: of the widest area that says one, for what concerns many schools.
    static func region(in db: Database) throws -> SchoolClock {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT c.* FROM settings_change AS c WHERE c.area_key IS NOT NULL
                    AND c.version = (SELECT max(version) FROM settings_change WHERE area_key = c.area_key)
                ORDER BY length(c.area_key), c.area_key
                """)
        let settings = try rows.map { try SettingsLedger.row($0).settings }
        return SchoolClock(settings.first { $0.timeZone != nil } ?? RegionSettings())
    }
}
