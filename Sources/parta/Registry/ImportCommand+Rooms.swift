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

        @Option(
            help: ArgumentHelp(
                "The first day on which the file's rooms are no more; needs only their names.", valueName: "day"))
        var until: Day?

        func validate() throws {
            try validFrom?.checkPast("--valid-from")
            try until?.checkPast("--until")
            if validFrom != nil, until != nil {
                throw ValidationError("--valid-from begins what the file names and --until ends it: give one of them.")
            }
        }

        func run() async throws {
            let day = validFrom?.date ?? CivilDate(utc: Date())
            try await table.run(RoomTableReader(), of: "rooms", noting: .roomsImported) { store, rooms, dryRun in
                if let until {
                    return ImportCounts(try await store.endRooms(rooms, on: until.date, dryRun: dryRun))
                }
                return ImportCounts(try await store.importRooms(rooms, from: day, dryRun: dryRun))
            }
        }
    }
}
