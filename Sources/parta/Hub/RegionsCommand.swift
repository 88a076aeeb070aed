internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

struct RegionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "regions",
        abstract: "Regions that forward to this hub, and how fresh what they told is.",
        discussion: """
            A region is current when it told everything within two hours, behind within two days, and silent when it did not
            for longer; never says that its token was not used yet, closed that its token is good no more. docs/hub.md says how
            a region is registered (`parta token new --role region`) and forwards (`parta serve --upstream`).
            """)

    @OptionGroup var source: SourceOptions
    @Option(
        help: ArgumentHelp(
            "Only regions that have told of schools in this area: a name, or a path such as Kazakhstan/Aktobe.",
            valueName: "area"))
    var area: String?
    @OptionGroup var writing: PlanWriting

    func run() async throws {
        try await reportingFailures {
            let query = Query(asOf: Date(), area: area)
            let rows = try await source.open().rows(.regions, query)
            try writing.show(rows, columns: RowList.regions.columns + RowList.regions.details)
            if rows.isEmpty, writing.format == .table {
                Terminal.say("no region forwards here; `parta token new --role region` registers one")
            }
        }
    }
}
