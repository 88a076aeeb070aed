internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Store

struct SchoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schools", abstract: "Schools, with their computers, devices and latest line test.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

    func run() async throws {
        try await reportingFailures {
            let rows = try await database.openExisting().schools(options.query(), scope: .everything)
            try options.write(
                rows, columns: ReadingColumns.schools + (options.format == .csv ? ReadingColumns.schoolNames : []))
        }
    }
}
