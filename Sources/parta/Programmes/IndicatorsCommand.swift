internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

struct IndicatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators",
        abstract:
            "What programmes count at schools, and what of it was to be; with --standard, what Parta computes itself.",
        discussion: """
            Values come together as their indicator says: sum, mean, or each school's latest. With --standard: learners per
            computer for lessons (UIS), SDG 4.a.1, fiber and Wi-Fi, platforms reached, and the gap between town and country, each
            with its numerator, its denominator and how many schools are unknown. docs/programmes.md defines each.
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: QueryOptions
    @OptionGroup var norm: NormOption

    @Option(help: ArgumentHelp("Only this indicator, by its id.", valueName: "id"))
    var indicator: String?

    @Option(help: ArgumentHelp("Only values of this programme.", valueName: "id"))
    var programme: String?

    @Option(
        help: ArgumentHelp("Only this period: 2026, 2026/27, 2026-Q3, 2026-09 or a day.", valueName: "period"))
    var period: String?

    @Option(help: "A row per school, district, region or country (with --standard: country without it).")
    var groupBy: ProgrammeGrouping?

    @Flag(help: "Indicators of standard definitions, computed from what is known of schools.")
    var standard = false

    @Option(help: ArgumentHelp("With --standard: how many days back line tests count.", valueName: "days"))
    var days: Int = 60

    func validate() throws {
        if let period, ReportingPeriod(period) == nil {
            throw ValidationError("--period wants 2026, 2026/27, 2026-Q3, 2026-09 or a day, not \(period).")
        }
        if let groupBy, ![.school, .district, .region, .country].contains(groupBy) {
            throw ValidationError("--group-by wants school, district, region or country here.")
        }
        if standard, programme != nil || period != nil || groupBy == .school {
            throw ValidationError(
                "--standard goes with --area, --indicator and --group-by district, region or country.")
        }
        if standard, source.server != nil {
            throw ValidationError("--standard computes from the database itself: leave --server out.")
        }
        guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
    }

    func run() async throws {
        try await reportingFailures {
            if standard {
                let store = try source.database.openExisting()
                var query = options.query(since: Date(timeIntervalSinceNow: -Double(days) * 86_400))
                query.norm = try await norm.line(keptIn: source.keptNorms)
                query.limit = nil
                let rows = try await store.standardIndicators(query, by: groupBy ?? .country, scope: .everything)
                    .filter { row in indicator.map { row.indicator == $0 } ?? true }
                try options.write(rows, columns: ReadingColumns.standardIndicators)
                return
            }
            var query = options.query()
            query.filters.indicator = indicator
            query.filters.programme = programme
            query.filters.reportingPeriod = period
            try await options.answer(.indicators(by: groupBy ?? .school), query, from: source)
        }
    }
}
