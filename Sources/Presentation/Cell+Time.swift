public import FoundationEssentials

extension Cell {
    /// A moment in UTC, to the minute.
    public static func time(_ date: Date?) -> Cell {
        guard let date else { return .missing }
        return .text(
            date.formatted(
                .iso8601.year().month().day().dateSeparator(.dash).dateTimeSeparator(.space)
                    .time(includingFractionalSeconds: false).timeSeparator(.colon)) + "Z")
    }
}

extension Cell {
    /// A day, in UTC.
    public static func day(_ date: Date?) -> Cell {
        guard let date else { return .missing }
        return .text(date.formatted(.iso8601.year().month().day().dateSeparator(.dash)))
    }
}
