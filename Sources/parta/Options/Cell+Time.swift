internal import Foundation
internal import Presentation

extension Cell {
    /// A moment in UTC, to the minute.
    static func time(_ date: Date?) -> Cell {
        guard let date else { return .missing }
        return .text(
            date.formatted(
                .iso8601.year().month().day().dateSeparator(.dash).dateTimeSeparator(.space)
                    .time(includingFractionalSeconds: false).timeSeparator(.colon)) + "Z")
    }
}

extension Cell {
    /// A day, in UTC.
    static func day(_ date: Date?) -> Cell {
        guard let date else { return .missing }
        return .text(date.formatted(.iso8601.year().month().day().dateSeparator(.dash)))
    }
}
