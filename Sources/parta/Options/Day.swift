internal import ArgumentParser
internal import Foundation
internal import Reports
internal import Store

/// A day as an option takes it: `2026-09-01`.
struct Day: ExpressibleByArgument, Sendable {
    let date: CivilDate

    init?(argument: String) {
        guard let date = CivilDate(argument) else { return nil }
        self.date = date
    }

    static var today: CivilDate { CivilDate(utc: Date()) }

    /// - Throws: `ValidationError` for a day that has not come yet (UTC).
    func checkPast(_ option: String) throws {
        guard date <= Self.today else {
            throw ValidationError("\(option) wants today or an earlier day (UTC), not \(date): tell what has happened.")
        }
    }
}
