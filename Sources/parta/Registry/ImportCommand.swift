internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take files in, whole or not at all.", subcommands: [Schools.self])

    struct Schools: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import schools from a CSV file.",
            discussion: """
                Columns: id, name_kk, name_ru, name_en, country, region, district, type (support, small, ordinary),
                supported_by, latitude, longitude, pupils, rural. Giga's school upload columns are known too. Schools that
                are there already are changed to what the file says; importing a file twice changes nothing.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The CSV file; comma, semicolon or tab.")
        var file: String
        @Flag(help: "Say what would change, and change nothing.")
        var dryRun = false

        func run() async throws {
            try await reportingFailures {
                guard let data = FileManager.default.contents(atPath: file) else {
                    throw CommandFailure(.badData, "cannot read \(file): check the path and who may read it")
                }
                let schools = try SchoolsCSV.read(data, file: file)
                let result = try await database.open().importSchools(schools, dryRun: dryRun)
                Terminal.say(
                    "\(dryRun ? "would be " : "")\(result.added.count) added, \(result.changed.count) changed, "
                        + "\(result.unchanged.count) unchanged")
            }
        }
    }
}
