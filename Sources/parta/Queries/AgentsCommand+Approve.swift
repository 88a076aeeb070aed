internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension AgentsCommand {
    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take reports from agents that wait because their school has more than were expected.",
            discussion: """
                What a waiting agent has to say it keeps, and delivers once it is approved. A school expects as many computers as
                `parta enrollment new --expected` said, else as many as its codes are good for.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The agents' ids, as `parta agents --waiting` shows them.")
        var agents: [String] = []
        @Option(help: ArgumentHelp("With --all: the school, by its official id.", valueName: "id"))
        var school: String?
        @Flag(help: "Approve all that wait at the school.")
        var all = false

        func validate() throws {
            guard all == (school != nil), all != !agents.isEmpty else {
                throw ValidationError("Name agents, or give --school ID --all.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let named = try AgentsCommand.ids(agents)
                let store = try database.openExisting()
                var ids = named
                if let school { ids = try await waiting(at: school, in: store) }
                // All or none, though each is noted by itself.
                let known = try await store.registeredAgents(Set(ids))
                for id in ids where known[id] == nil { throw StoreFailure.unknownAgent(id.text) }
                for id in ids {
                    let approved = try await store.noting(.agentApproved, "agent \(id)").approve([id], at: Date())
                    Terminal.say(approved.isEmpty ? "agent \(id) was not waiting" : "agent \(id) is approved")
                }
                if ids.isEmpty { Terminal.say("no agent waits at this school") }
            }
        }

        private func waiting(at school: String, in store: any Store) async throws -> [AgentID] {
            let rows = try await store.agents(Query(asOf: Date(), school: school), scope: .everything)
            return rows.filter { $0.state == .waiting }.map(\.agent)
        }
    }
}
