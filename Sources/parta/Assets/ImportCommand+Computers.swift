internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Store

extension ImportCommand {
    struct Computers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import computers, with or without an agent, from CSV or GLPI's JSON.",
            discussion: """
                Columns: school, room, label, serial, uuid, vendor, model, cpu, memory_mib, os, purchased_on, pedagogical; the
                headings of OCS Inventory's exported table are known too. A file whose name ends in .json is an inventory of
                GLPI's agent, whose tag names the school. Serials and UUIDs are kept as hashes; by them, or by the label, an
                agent that reports from such a computer takes its place. Importing a file twice changes nothing.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The CSV or JSON file.")
        var file: String
        @Option(help: ArgumentHelp("The school of computers whose file names none.", valueName: "id"))
        var school: String?
        @Flag(help: "Say what would change, and change nothing.")
        var dryRun = false

        func run() async throws {
            try await reportingFailures {
                let data = try BooksImportFile.read(file)
                let store = try database.openExisting()
                let marks = ComputerMarks(try await BooksImportFile.hash(of: store))
                let content =
                    file.lowercased().hasSuffix(".json")
                    ? try GLPIInventory.computers(in: data, file: file, school: school, marks: marks)
                    : try ComputerTableReader(school: school, marks: marks).computers(in: data, file: file)
                let noting = store.noting(.computersImported, file) { (outcome: BooksImport) in outcome.summary }
                let outcome = try await noting.importComputers(content.values, at: Date(), dryRun: dryRun)
                BooksImportFile.say(outcome, ignored: content.ignoredColumns, dryRun: dryRun)
            }
        }
    }
}
