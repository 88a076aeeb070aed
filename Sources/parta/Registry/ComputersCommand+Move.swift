internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension ComputersCommand {
    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a computer stands in another room or school from a time on.",
            discussion: """
                What it reported before stays with the school and room where it stood; `--as-of` asks for them. At another school
                its room is unknown unless it is given, and it bears no witness of the former school's gateways any more.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The agent's id, as `parta agents` shows it.")
        var agent: String
        @Option(help: ArgumentHelp("The other school's official id.", valueName: "id"))
        var school: String?
        @Option(help: ArgumentHelp("The room it stands in.", valueName: "room"))
        var room: String?
        @Option(help: ArgumentHelp("The inventory number on its sticker.", valueName: "label"))
        var label: String?
        @Option(
            help: ArgumentHelp(
                "Since which day (its beginning in UTC), such as 2026-09-01; now without it.", valueName: "day"))
        var on: Day?

        func validate() throws {
            guard school != nil || room != nil || label != nil else {
                throw ValidationError("Give --school, --room or --label.")
            }
            try ComputersCommand.check(room, label)
            try on?.checkPast("--on")
        }

        func run() async throws {
            try await reportingFailures {
                let id = try AgentsCommand.ids([agent])[0]
                let since = on.flatMap { $0.date == Day.today ? nil : $0.date.startUTC } ?? Date()
                let detail = [school.map { "school \($0)" }, room.map { "room \($0)" }, label.map { "label \($0)" }]
                let store = try database.openExisting().noting(
                    .computerMoved, "agent \(id)", detail.compactMap(\.self).joined(separator: ", "))
                let place = try await store.placeComputer(
                    ComputerPlacing(agent: id, school: school, room: room, label: label, since: since))
                Terminal.say("agent \(id) \(ComputersCommand.text(place))")
            }
        }
    }
}
