internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct AgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents", abstract: "Agents: where they are assigned and when they were heard.",
        subcommands: [List.self, Approve.self, Revoke.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List agents (the default).",
            discussion: """
                Each of the filters --waiting, --clones and --old leaves the agents that it names; of several, those that all name.
                """)

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions
        @Flag(help: "Only those that wait for approval.")
        var waiting = false
        @Flag(help: "Only copies, with the agents they were copied from, and keys that are live on two computers.")
        var clones = false
        @Flag(help: "Only those of an older release than the newest that the region hears.")
        var old = false

        func run() async throws {
            try await reportingFailures {
                var query = options.query()
                let isFiltered = waiting || clones || old
                if isFiltered { query.limit = nil }
                var rows = try await database.openExisting().agents(query, scope: .everything)
                let originals = Set(rows.compactMap(\.clonedFrom))
                rows = rows.filter {
                    (!waiting || $0.state == .waiting) && (!old || $0.oldVersion)
                        && (!clones || $0.clonedFrom != nil || $0.suspectedClone || originals.contains($0.agent))
                }
                if let limit = options.limit { rows = Array(rows.prefix(limit)) }
                try options.write(rows, columns: AgentsCommand.columns)
            }
        }
    }

    /// - Throws: `CommandFailure` naming what is no id.
    static func ids(_ texts: [String]) throws -> [AgentID] {
        try texts.map { text in
            guard let id = AgentID(text) else {
                throw CommandFailure(.usage, "\"\(text)\" is not an agent id: 32 hexadecimal digits")
            }
            return id
        }
    }

    static let columns: [Column<AgentRow>] = [
        Column("Agent", key: "agent") { .text($0.agent.text) },
        Column("School", key: "school") { .text($0.school) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Label", key: "label") { .text($0.label) },
        Column("State", key: "state") { .text($0.state.rawValue) },
        Column("Waiting since", key: "waiting_since") { .time($0.waitingSince) },
        Column("Version", key: "version") { .text($0.version) },
        Column("Old", key: "old_version") { .flag($0.oldVersion) },
        Column("Reports", key: "reports") { .integer($0.reports) },
        Column("Set aside", key: "set_aside") { .integer($0.setAside) },
        Column("Copied from", key: "cloned_from") { .text($0.clonedFrom?.text) },
        Column("Two PCs", key: "suspected_clone") { .flag($0.suspectedClone) },
        Column("Was", key: "succeeds") { .text($0.succeeds?.text) },
        Column("Now", key: "replaced_by") { .text($0.replacedBy?.text) },
        Column("Table differs", key: "table_differs_since") { .time($0.tableDiffersSince) },
        Column("Not read", key: "unknown_fields") { .text($0.unknownFields.joined(separator: " ")) },
        Column("Last seen", key: "last_seen") { .time($0.lastSeen) },
    ]
}
