internal import Aggregator
public import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
public import Store

struct ProgrammesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programmes",
        abstract: "What programmes delivered, what of it is there, and whether it is used.",
        discussion: """
            Delivered is what the delivery lists say; there, what of it presence verifies, up to what may be there as far as
            anybody knows; seen, what some computer ever saw of it; used are days of school on which it was attached. What no cable meets was never seen: its use is
            not_measured, not zero. With --expected: what plans of purchases that are approved for a programme let it expect. With --stages: how far each programme is, and what that costs. docs/programmes.md says how
            each figure is computed.
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: QueryOptions
    @OptionGroup var period: PeriodOption

    @Option(help: ArgumentHelp("Only this programme, by its id.", valueName: "id"))
    var programme: String?

    @Option(help: ArgumentHelp("Only programmes of this funder.", valueName: "name"))
    var funder: String?

    @Option(help: ArgumentHelp("Only this category, such as tablet.", valueName: "category"))
    var category: Reports.Category?

    @Option(help: "A row per programme, funder, school, district, region or country.")
    var groupBy: ProgrammeGrouping = .programme

    @Flag(help: "Milestones and their cost, stage by stage.")
    var stages = false

    @Flag(help: "What approved plans of purchases let programmes expect, lot by lot, and how much of it has come.")
    var expected = false

    func validate() throws {
        if expected, stages || category != nil || funder != nil || groupBy != .programme {
            throw ValidationError("--expected has a row for each purchase: leave the other choices out.")
        }
        if stages, category != nil { throw ValidationError("--category is of deliveries; leave it out with --stages.") }
    }

    func run() async throws {
        try await reportingFailures {
            var query = period.applied(to: options.query(category: category))
            query.filters.programme = programme
            query.filters.funder = funder
            if expected {
                query.since = nil
                try await options.answer(.expected, query, from: source)
            } else if stages {
                // How far they are at the end of the period: stages know no beginning.
                query.since = nil
                try await options.answer(.stages(by: groupBy), query, from: source)
            } else {
                try await options.answer(.programmes(by: groupBy), query, from: source)
            }
        }
    }
}

extension ProgrammeGrouping: ExpressibleByArgument {}
