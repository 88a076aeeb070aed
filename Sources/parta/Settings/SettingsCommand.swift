internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "What computers of an area or school do: school times, bytes, platforms, thresholds, serials.",
        subcommands: [Set.self, Show.self])

    /// Which area or school a command is about.
    struct PlaceOptions: ParsableArguments {
        @Option(help: ArgumentHelp("An area: its name, or a path such as Kazakhstan/Aktobe/Alga.", valueName: "area"))
        var area: String?

        @Option(help: ArgumentHelp("A school, by its official id.", valueName: "id"))
        var school: String?

        func validate() throws {
            if area != nil, school != nil { throw ValidationError("Give --area or --school, not both.") }
        }

        var place: SettingsPlace? { school.map { .school($0) } ?? area.map { .area($0) } }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set or unset settings of an area or a school; all or none.",
            discussion: """
                Agents fetch them with their next delivery. A school's settings win over its district's, those over the
                region's, those over the country's. Keys, forms and bounds are in docs/settings.md, such as:
                  parta settings set --area Aktobe monthly_mb=900 shifts=08:00-13:00,14:00-19:00
                  parta settings set --school A-1 metered=yes thresholds.rise_ms=150
                  parta settings set --area Aktobe holidays=
                """)

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: PlaceOptions
        @Argument(
            help: ArgumentHelp(
                "KEY=VALUE, KEY= to take over what the wider area says, or a JSON file of keys.",
                valueName: "assignment"))
        var assignments: [String]

        func validate() throws {
            guard options.place != nil else { throw ValidationError("Give --area or --school.") }
        }

        func run() async throws {
            try await reportingFailures {
                guard let place = options.place else { return }
                let store = try database.openExisting()
                let before = try await store.settings(of: place, scope: .everything)
                let own = before.own?.settings ?? RegionSettings()
                var edit = try SettingsEdit(own)
                for assignment in assignments { try edit.apply(assignment) }
                let settings = try edit.settings()
                guard settings != own else {
                    Terminal.say("nothing changed: \(before.place) says so already")
                    return
                }
                let version = try await store.noting(
                    .settingsChanged, before.place, assignments.joined(separator: " "),
                    adding: { (version: Int) in "version \(version)" }
                ).changeSettings(
                    SettingsChange(
                        place: place, settings: settings, basedOn: before.own?.version ?? 0,
                        by: CommandUser.name, at: Date()))
                Terminal.say("version \(version) holds for \(before.place) and is fetched with the next deliveries")
            }
        }
    }
}
