internal import Foundation
internal import Reports

/// The keys of settings as they are typed and shown, with the form that each value has.
enum SettingKey: String, CaseIterable {
    case timeZone = "time_zone"
    case shifts
    case schoolDays = "school_days"
    case terms
    case holidays
    case testsPerDay = "tests_per_day"
    case monthlyMB = "monthly_mb"
    case fullEvery = "full_every"
    case metered
    case outsideHours = "outside_hours"
    case ownTrafficKbps = "own_traffic_kbps"
    case mlabConsent = "mlab_consent"
    case lanTests = "lan_tests"
    case portalCheck = "portal_check"
    case platforms
    case norm
    case forward
    case presenceDays = "presence_days"
    case thresholds
    case serials
    case hardwareDatabase = "hwdb"

    enum Form {
        case text
        case number
        case flag
        /// Entries with commas between.
        case list
        /// As `list`, of names and hosts.
        case platforms
        /// One entry at a time, as KEY.ENTRY=VALUE.
        case entries
        /// Paths of files, with commas between.
        case files
    }

    var form: Form {
        switch self {
        case .timeZone, .schoolDays, .metered, .outsideHours, .portalCheck, .norm, .forward: .text
        case .testsPerDay, .monthlyMB, .fullEvery, .ownTrafficKbps, .presenceDays: .number
        case .mlabConsent, .lanTests: .flag
        case .shifts, .terms, .holidays: .list
        case .platforms: .platforms
        case .thresholds, .serials: .entries
        case .hardwareDatabase: .files
        }
    }

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
