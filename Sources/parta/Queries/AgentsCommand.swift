internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct AgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents", abstract: "Agents: where they are assigned and when they were heard.",
        subcommands: [List.self, Revoke.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List agents (the default).")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions

        func run() async throws {
            try await reportingFailures {
                let rows = try await database.openExisting().agents(options.query(), scope: .everything)
                try options.write(rows, columns: AgentsCommand.columns)
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take no more reports from an agent; what it has sent stays.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The agent's id, as `parta agents` shows it.")
        var agent: String

        func run() async throws {
            try await reportingFailures {
                guard let id = AgentID(agent) else {
                    throw CommandFailure(.usage, "\"\(agent)\" is not an agent id: 32 hexadecimal digits")
                }
                try await database.openExisting().revoke(id, at: Date())
                Terminal.say("agent \(id) is revoked")
            }
        }
    }

    static let columns: [Column<AgentRow>] = [
        Column("Agent", key: "agent") { .text($0.agent.text) },
        Column("School", key: "school") { .text($0.school) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Label", key: "label") { .text($0.label) },
        Column("State", key: "state") { .text($0.state.rawValue) },
        Column("Version", key: "version") { .text($0.version) },
        Column("Reports", key: "reports") { .integer($0.reports) },
        Column("Set aside", key: "set_aside") { .integer($0.setAside) },
        Column("Copied from", key: "cloned_from") { .text($0.clonedFrom?.text) },
        Column("Two PCs", key: "suspected_clone") { .flag($0.suspectedClone) },
        Column("Was", key: "succeeds") { .text($0.succeeds?.text) },
        Column("Now", key: "replaced_by") { .text($0.replacedBy?.text) },
        Column("Last seen", key: "last_seen") { .time($0.lastSeen) },
    ]
}
