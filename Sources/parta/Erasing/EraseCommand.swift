internal import ArgumentParser

struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase what somebody asked to have erased; without --yes only say what would go.",
        discussion: """
            What was erased cannot be brought back but from a backup. The audit log keeps that it happened, who did it, why and
            how many rows went, and nothing of what they held. docs/privacy.md says what goes and what stays.
            """,
        subcommands: [School.self, Device.self, Person.self])
}
