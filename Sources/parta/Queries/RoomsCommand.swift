internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Store

struct RoomsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rooms", abstract: "Rooms, with the computers and devices in them.",
        discussion:
            "Rooms that only computers are said to stand in have no kind and no seats; `parta import rooms` adds both.")

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: QueryOptions
    @OptionGroup var group: GroupOption

    func run() async throws {
        try await reportingFailures {
            try await options.answer(.rooms, options.query(), from: source, by: group)
        }
    }
}
