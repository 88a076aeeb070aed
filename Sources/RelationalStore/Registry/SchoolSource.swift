internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What lists read schools and assignments from: the tables of today, or the versions that were valid at a moment for which
/// things are asked as they were. Where nothing has changed since, the tables of today serve for that, too.
struct SchoolSource: Sendable {
    /// Schools that are open that day, for `FROM \(source.open) AS s`.
    let open: String
    /// Also those that have closed, for lists of what is still assigned to them.
    let all: String
    /// For an assignment named `p`: it holds at that moment.
    let assigned: String
    /// Whether those are the assignments of now, which what is kept of schools was counted by.
    let isAssignedAsNow: Bool
    /// The day of the moment (UTC).
    let day: CivilDate
    /// Whether a version of a room or contract must be of that day, and not the latest.
    private let asItWas: Bool

    init(_ query: Query, in db: Database) throws {
        let moment = query.asOf
        day = CivilDate(utc: max(moment, CivilDate.first.startUTC))
        asItWas = query.asItWas
        let isOpen = "(closed_on IS NULL OR closed_on > '\(day)')"
        if try asItWas && Self.holds("SELECT 1 FROM school_version WHERE valid_from > ?", day.description, in: db) {
            let valid = "valid_from <= '\(day)' AND (valid_to IS NULL OR valid_to > '\(day)')"
            open = "(SELECT * FROM school_version WHERE \(valid) AND \(isOpen))"
            all = "(SELECT * FROM school_version WHERE \(valid))"
        } else {
            open = "(SELECT * FROM school WHERE \(isOpen))"
            all = "school"
        }
        isAssignedAsNow =
            try !asItWas
            || !Self.holds("SELECT 1 FROM assignment WHERE valid_from > ?", moment.seconds, in: db)
        assigned =
            isAssignedAsNow
            ? "p.valid_to IS NULL"
            : "p.valid_from <= \(moment.seconds) AND (p.valid_to IS NULL OR p.valid_to > \(moment.seconds))"
    }

    private static func holds(
        _ sql: String, _ argument: any DatabaseValueConvertible, in db: Database
    ) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (\(sql))"), arguments: [argument]) ?? false
    }

    /// For `registered_computer` named `r`: it stands at its school on that day.
    var isRegistered: String {
        guard asItWas else { return "r.valid_to IS NULL" }
        return "(r.valid_to IS NULL OR r.valid_to > '\(day)') AND (r.former_id IS NULL OR r.valid_from <= '\(day)')"
    }

    /// For a table named `name`, whose rows are valid from and to a day: the row holds that day.
    func isValid(_ name: String) -> String {
        guard asItWas else { return "\(name).valid_to IS NULL" }
        return "\(name).valid_from <= '\(day)' AND (\(name).valid_to IS NULL OR \(name).valid_to > '\(day)')"
    }
}

extension CivilDate {
    /// From which day on holds what has always been so.
    static let first = CivilDate(daysSinceEpoch: -719_162)
}
