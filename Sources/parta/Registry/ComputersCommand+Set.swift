internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension ComputersCommand {
    /// Corrects what was typed wrongly; what has changed is `Move`.
    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Correct a computer's room or label, which never were what is kept.",
            discussion: "An empty room or label takes away what is kept. `parta computers move` says what has changed.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The agent's id, as `parta agents` shows it.")
        var agent: String
        @Option(help: ArgumentHelp("The room it stands in.", valueName: "room"))
        var room: String?
        @Option(help: ArgumentHelp("The inventory number on its sticker.", valueName: "label"))
        var label: String?

        func validate() throws {
            guard room != nil || label != nil else { throw ValidationError("Give --room or --label.") }
            try ComputersCommand.check(room, label)
        }

        func run() async throws {
            try await reportingFailures {
                let id = try AgentsCommand.ids([agent])[0]
                let store = try database.openExisting().noting(
                    .computerSet, "agent \(id)",
                    [room.map { "room \($0)" }, label.map { "label \($0)" }].compactMap(\.self).joined(separator: ", "))
                let place = try await store.placeComputer(ComputerPlacing(agent: id, room: room, label: label))
                Terminal.say("agent \(id) \(ComputersCommand.text(place))")
            }
        }
    }

    static func check(_ room: String?, _ label: String?) throws {
        for (option, text) in [("--room", room), ("--label", label)] {
            guard let text else { continue }
            guard text.utf8.count <= 200,
                !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { throw ValidationError("\(option) wants one line of at most 200 bytes.") }
        }
    }

    static func text(_ place: ComputerPlace) -> String {
        DisplayText.harmless(
            "stands at school \(place.school), room \(place.room ?? "unknown"), label \(place.label ?? "unknown")")
    }
}
