internal import Aggregator
internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Store

extension ImportCommand {
    struct Computers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import computers, with or without an agent, from a table or inventories of OCS and GLPI.",
            discussion: """
                Columns: school, room, label, serial, uuid, vendor, model, cpu, memory_mib, os, purchased_on, pedagogical; the
                headings of OCS Inventory's exported table are known too. A file whose name ends in .json is an inventory of
                GLPI's agent, one that ends in .ocs or .xml one of OCS Inventory's, and a folder has many of these; their tag
                names the school. Serials and UUIDs are kept as hashes; by them, or by the label, an
                agent that reports from such a computer takes its place. Importing a file twice changes nothing.
                """)

        @OptionGroup var table: TableImport
        @Option(help: ArgumentHelp("The school of computers whose file names none.", valueName: "id"))
        var school: String?

        func run() async throws {
            try await reportingFailures {
                let marks = ComputerMarks(
                    try await RegionIdentity.load(from: table.database.openExisting()).regionHash)
                let now = Date()
                let take = { (store: any Store, computers: [RegisteredComputer], dryRun: Bool) in
                    ImportCounts(try await store.importComputers(computers, at: now, dryRun: dryRun))
                }
                if table.file.lowercased().hasSuffix(".json") {
                    try await table.run(of: "computers", noting: .computersImported, take: take) {
                        try GLPIComputers.computers(
                            in: try TableFile.data(table.file), file: table.file, school: school, marks: marks)
                    }
                } else if OCSComputers.areIn(table.file) {
                    try await table.run(of: "computers", noting: .computersImported, take: take) {
                        try OCSComputers.computers(at: table.file, school: school, marks: marks)
                    }
                } else {
                    let reader = ComputerTableReader(school: school, marks: marks)
                    try await table.run(of: "computers", noting: .computersImported, read: reader.computers, take: take)
                }
            }
        }
    }
}
