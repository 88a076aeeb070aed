public import ArgumentParser
public import Reports
public import Store

extension LineVerdict: ExpressibleByArgument {}
extension LineRemedy: ExpressibleByArgument {}

/// Which lines a question is about.
struct LineFilterOptions: ParsableArguments {
    @Flag(help: "Only lines that are known to miss their norm.")
    var belowNorm = false

    @Flag(help: "Only lines that are known to miss their contract.")
    var belowContract = false

    @Option(help: ArgumentHelp("Only lines of this verdict.", valueName: "verdict"))
    var cause: LineVerdict?

    @Option(help: ArgumentHelp("Only lines with this remedy.", valueName: "remedy"))
    var remedy: LineRemedy?

    func narrow(_ filters: inout QueryFilters) {
        filters.belowNorm = belowNorm
        filters.belowContract = belowContract
        filters.cause = cause
        filters.remedy = remedy
    }
}
