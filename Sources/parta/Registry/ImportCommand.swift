internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take files in.",
        subcommands: [Schools.self, Areas.self, Enrolment.self, Rooms.self, Lines.self, Bundle.self])

    struct Schools: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import schools from a CSV file.",
            discussion: """
                Columns: id, name_kk, name_ru, name_en, country, region, district, type (support, small, ordinary),
                supported_by, latitude, longitude, pupils, rural, grades, shifts, managing_body, settlement,
                settlement_level, electricity, education_level, opened_on, closed_on. Giga's school upload columns are known
                too. Schools that are there already are changed to what the file says, from the day of the import or
                --valid-from on; what it has no column for stays. Importing a file twice changes nothing.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The CSV file; comma, semicolon or tab.")
        var file: String
        @Option(help: ArgumentHelp("The country of files that do not name one, as Giga's do not.", valueName: "name"))
        var country: String?
        @Option(help: ArgumentHelp("From which day on it is so, such as 2026-09-01.", valueName: "day"))
        var validFrom: Day?
        @Flag(help: "Say what would change, and change nothing.")
        var dryRun = false

        func validate() throws { try validFrom?.checkPast("--valid-from") }

        func run() async throws {
            try await reportingFailures {
                let data = try ImportFile(file).read()
                ImportFile.progress("checking \(file)")
                let content = try SchoolsCSV.content(of: data, file: file, country: country)
                if !content.ignoredColumns.isEmpty {
                    Terminal.say("not imported: the columns \(content.ignoredColumns.joined(separator: ", "))")
                }
                ImportFile.progress("\(content.schools.count) schools to the database")
                let store = try database.openOrCreate()
                let ask = SchoolsAsk(
                    schools: content.schools, unsaid: content.unsaid, day: CivilDate(utc: Date()),
                    validFrom: validFrom?.date)
                let noted = store.noting(.schoolsImported, file) { (result: SchoolsImport) in
                    "\(result.added.count) added, \(result.changed.count) changed"
                }
                let result = try await noted.importSchools(ask, dryRun: dryRun)
                if Terminal.showsProgress { Terminal.endProgress() }
                Terminal.say(
                    "\(dryRun ? "would be " : "")\(result.added.count) added, \(result.changed.count) changed, "
                        + "\(result.unchanged.count) unchanged")
            }
        }
    }
}
