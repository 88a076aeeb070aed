internal import ArgumentParser
internal import Foundation
internal import Store

/// Over which days a question about lines goes.
struct PeriodOption: ParsableArguments {
    /// As the reading API's lists of tests begin.
    private static let standardDays = 60

    @Option(help: ArgumentHelp("How many days back; 60 without it.", valueName: "days"))
    var days: Int?

    @Option(
        help: ArgumentHelp("From which day to which (UTC), such as 2026-09-01..2026-10-31.", valueName: "from..to"))
    var period: DayPeriod?

    func validate() throws {
        if let days, !(1...3_660).contains(days) {
            throw ValidationError("--days wants 1 to 3660, not \(days).")
        }
        if days != nil, period != nil { throw ValidationError("--days and --period say the same: give one of them.") }
        if let period, period.since > Date() { throw ValidationError("--period begins in the future.") }
    }

    /// The question over these days; one that reaches beyond now goes up to now.
    func applied(to query: Query) -> Query {
        var query = query
        if let period {
            query.asOf = min(query.asOf, period.until)
            query.since = period.since
        } else {
            query.since = Query.start(ofDays: days ?? Self.standardDays, before: query.asOf)
        }
        return query
    }
}
