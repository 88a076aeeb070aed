internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Store

struct AssetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assets", abstract: "What stands on schools' books, its state, and whether it is there.",
        discussion: """
            Presence is told of what serial or sticker tie to what agents saw; anything else is registered and no more.
            docs/assets.md says what the words mean.
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: QueryOptions
    @OptionGroup var group: GroupOption
    @OptionGroup var assets: AssetOptions

    func run() async throws {
        try await reportingFailures {
            var query = options.query()
            assets.add(to: &query)
            try await options.answer(.assets, query, from: source, by: group)
        }
    }
}
