internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Reports
internal import Store

extension ImportCommand {
    struct Rooms: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import the rooms of schools.",
            discussion: """
                Columns: school_id, name, kind (classroom, computer_lab, robotics_lab, science_lab, library, hall, staff,
                administration, other), seats. A room is named as the computers in it name it. Rooms that the file does not
                name stay; importing a file twice changes nothing.
                """)

        @OptionGroup var table: TableImport
        @Option(
            help: ArgumentHelp("From which day on it is so, such as 2026-09-01; today without it.", valueName: "day"))
        var validFrom: Day?

        func validate() throws { try validFrom?.checkPast("--valid-from") }

        func run() async throws {
            let day = validFrom?.date ?? CivilDate(utc: Date())
            try await table.run(RoomTableReader(), of: "rooms", noting: .roomsImported) { store, rooms, dryRun in
                ImportCounts(try await store.importRooms(rooms, from: day, dryRun: dryRun))
            }
        }
    }
}
