internal import Aggregator
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

        @OptionGroup var source: SourceOptions
        @OptionGroup var options: QueryOptions
        @OptionGroup var group: GroupOption
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
                try await options.answer(.agents, query, from: source, by: group) { rows in
                    let originals = Set(rows.compactMap(\.clonedFrom))
                    return rows.filter {
                        (!waiting || $0.state == .waiting) && (!old || $0.oldVersion)
                            && (!clones || $0.clonedFrom != nil || $0.suspectedClone || originals.contains($0.agent))
                    }
                }
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
}
