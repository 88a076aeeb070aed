internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Store

extension ImportCommand {
    struct Enrolment: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enrolment", abstract: "Import how many learn and teach at each school in a school year.",
            discussion: """
                Columns: school_id, school_year (2026/27), pupils, girls, teachers, classes; Giga's num_students and num_teachers
                are known too. The pupils of the newest year are the school's from the day of the import on. Importing a file
                twice changes nothing.
                """)

        @OptionGroup var table: TableImport
        @Option(help: ArgumentHelp("The school year of rows that name none, such as 2026/27.", valueName: "year"))
        var year: String?

        func validate() throws {
            if let year, SchoolYear(year) == nil {
                throw ValidationError("--year wants a school year such as 2026/27, not \(year).")
            }
        }

        func run() async throws {
            let reader = SchoolYearTableReader(year: year.flatMap { SchoolYear($0) }, source: table.file)
            let now = Date()
            try await table.run(reader, of: "counts of pupils", noting: .pupilsImported) { store, years, dryRun in
                ImportCounts(try await store.importSchoolYears(years, at: now, dryRun: dryRun))
            }
        }
    }
}
