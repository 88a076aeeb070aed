public import Aggregator
public import ArgumentParser

extension RowGrouping: ExpressibleByArgument {}

/// What rows are joined by, for lists that know no grouping of their own.
struct GroupOption: ParsableArguments {
    @Option(help: "One row for all of an area, district, school, category or programme: counts, sums, medians.")
    var groupBy: RowGrouping?
}
