internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Store

struct RoomsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rooms", abstract: "Rooms, with the computers and devices in them.",
        discussion:
            "Rooms that only computers are said to stand in have no kind and no seats; `parta import rooms` adds both.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

    func run() async throws {
        try await reportingFailures {
            let rows = try await database.openExisting().rooms(options.query(), scope: .everything)
            try options.write(rows, columns: ReadingColumns.rooms)
        }
    }
}
