internal import Foundation
internal import GRDB
internal import Reports
internal import Store

/// What lists read schools and assignments from: the tables of today where nothing has changed since the day asked for, else
/// the versions that were valid that day. A question for today thus reads no history, and needs no clock to know.
struct SchoolSource {
    /// Schools that are open that day, for `FROM \(source.open) AS s`.
    let open: String
    /// Also those that have closed, for lists of what is still assigned to them.
    let all: String
    /// For an assignment named `p`: it holds at that moment.
    let assigned: String
    /// The day of the moment (UTC).
    let day: CivilDate

    init(_ moment: Date, in db: Database) throws {
        day = CivilDate(utc: max(moment, CivilDate.first.startUTC))
        let hasChanged = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM school_version WHERE valid_from > ?)"),
            arguments: [day.description])
        let isOpen = "(closed_on IS NULL OR closed_on > '\(day)')"
        if hasChanged == true {
            let valid = "valid_from <= '\(day)' AND (valid_to IS NULL OR valid_to > '\(day)')"
            open = "(SELECT * FROM school_version WHERE \(valid) AND \(isOpen))"
            all = "(SELECT * FROM school_version WHERE \(valid))"
        } else {
            open = "(SELECT * FROM school WHERE \(isOpen))"
            all = "school"
        }
        let hasMoved = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM assignment WHERE valid_from > ?)"),
            arguments: [moment.seconds])
        assigned =
            hasMoved == true
            ? "p.valid_from <= \(moment.seconds) AND (p.valid_to IS NULL OR p.valid_to > \(moment.seconds))"
            : "p.valid_to IS NULL"
    }

    /// For a table named `name`, whose rows are valid from and to a day: the row holds that day.
    func isValid(_ name: String) -> String {
        "\(name).valid_from <= '\(day)' AND (\(name).valid_to IS NULL OR \(name).valid_to > '\(day)')"
    }
}

extension CivilDate {
    /// From which day on holds what has always been so.
    static let first = CivilDate(daysSinceEpoch: -719_162)
}
