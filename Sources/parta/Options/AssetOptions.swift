public import ArgumentParser
public import Store

extension StockCategory: ExpressibleByArgument {}
extension Presence: ExpressibleByArgument {}
extension AssetState: ExpressibleByArgument {}
extension CoverageRow.Level: ExpressibleByArgument {}

/// By what assets are chosen.
struct AssetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this category, such as computer or tablet.", valueName: "category"))
    var category: StockCategory?
    @Option(help: "Only assets of which this is known: verified, registered, not_seen or no_data.")
    var presence: Presence?
    @Option(help: "Only assets in this state: in_use, stored, repair, broken, lost, stolen or written_off.")
    var state: AssetState?
    @Option(help: ArgumentHelp("Only what this funder paid for, in part or whole.", valueName: "name"))
    var funder: String?
    @Option(help: ArgumentHelp("Only what this programme provided.", valueName: "id"))
    var programme: String?
    @Flag(help: "Only what was seen after it was lost, stolen or written off.")
    var seenAgain = false

    func add(to query: inout Query) {
        query.filters.stock.category = category
        query.filters.stock.presence = presence
        query.filters.stock.state = state
        query.filters.stock.seenAgain = seenAgain
        query.filters.funder = funder
        query.filters.programme = programme
    }
}
