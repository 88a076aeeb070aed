/// Of which day and over which days it is kept what became of schools' deliveries.
enum ProgrammeSpan: Sendable, Equatable {
    /// As of a school's `school_figures`, over the days that a question has which names none.
    case now
    /// As of an earlier day, as `PastLedger` counts them, over as many days.
    case past(Int)
    /// From a day to another, counted alike, that a question named.
    case period(since: Int, until: Int)

    var table: String {
        switch self {
        case .now: "programme_figure"
        case .past: "past_programme_figure"
        case .period: "period_programme_figure"
        }
    }

    /// Columns of the table besides those of `programme_figure`.
    var columns: [(name: String, value: Int)] {
        switch self {
        case .now: []
        case .past(let day): [("day", day)]
        case .period(let since, let until): [("since", since), ("until", until)]
        }
    }

    /// The condition that leaves its rows, before others.
    func isOf(_ prefix: String = "") -> String { columns.map { "\(prefix)\($0.name) = \($0.value) AND " }.joined() }
}
