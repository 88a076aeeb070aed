internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take files in.", subcommands: [Schools.self, Bundle.self])

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
        @Option(help: ArgumentHelp("The country of files that do not name one, as Giga's do not.", valueName: "name"))
        var country: String?
        @Flag(help: "Say what would change, and change nothing.")
        var dryRun = false

        /// A registry of a country's schools is a few megabytes; more is another kind of file.
        private static let limitBytes = 67_108_864

        func run() async throws {
            try await reportingFailures {
                let data = try read()
                progress("checking \(file)")
                let content = try SchoolsCSV.content(of: data, file: file, country: country)
                if !content.ignoredColumns.isEmpty {
                    Terminal.say("not imported: the columns \(content.ignoredColumns.joined(separator: ", "))")
                }
                progress("\(content.schools.count) schools to the database")
                let store = try database.openOrCreate()
                var result = try await store.importSchools(content.schools, dryRun: true)
                if !dryRun {
                    result = try await store.noting(
                        .schoolsImported, file, "\(result.added.count) added, \(result.changed.count) changed"
                    ).importSchools(content.schools, dryRun: false)
                }
                if Terminal.showsProgress { Terminal.endProgress() }
                Terminal.say(
                    "\(dryRun ? "would be " : "")\(result.added.count) added, \(result.changed.count) changed, "
                        + "\(result.unchanged.count) unchanged")
            }
        }

        private func read() throws -> Data {
            progress("reading \(file)")
            guard let handle = FileHandle(forReadingAtPath: file),
                let data = try? handle.read(upToCount: Self.limitBytes + 1) ?? Data()
            else { throw CommandFailure(.badData, "cannot read \(file): check the path and who may read it") }
            guard data.count <= Self.limitBytes else {
                throw CommandFailure(.badData, "\(file) is larger than 64 MiB: is it a registry of schools in CSV?")
            }
            return data
        }

        private func progress(_ line: String) {
            if Terminal.showsProgress { Terminal.progress(DisplayText.harmless(line)) }
        }
    }
}
