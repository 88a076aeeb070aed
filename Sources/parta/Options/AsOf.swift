internal import ArgumentParser
internal import Foundation
internal import Reports
internal import Store

/// The moment that a question is asked for, as an option takes it: a day, to its end in UTC, or a moment.
struct AsOf: ExpressibleByArgument, Sendable {
    private let text: String
    let moment: Date

    init?(argument: String) {
        text = argument
        if let day = CivilDate(argument) {
            moment = day.adding(days: 1).startUTC.addingTimeInterval(-1)
        } else if argument.utf8.count > 10, let moment = try? Date(argument, strategy: .iso8601) {
            self.moment = moment
        } else {
            return nil
        }
    }

    /// Today's end lies ahead, and is as good as now.
    func clamped(to now: Date) -> Date { min(moment, now) }

    /// - Throws: `ValidationError` for what has not come yet.
    func checkPast(_ option: String, now: Date) throws {
        let isToday = CivilDate(text).map { $0 == CivilDate(utc: now) } ?? false
        guard moment <= now || isToday else {
            throw ValidationError("\(option) wants today or earlier (UTC), not \(text): nobody knows what will be.")
        }
    }
}
