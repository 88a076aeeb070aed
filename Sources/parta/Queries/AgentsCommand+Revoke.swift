internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension AgentsCommand {
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take no more reports from agents; what they have sent stays.",
            discussion: """
                A revoked agent is told so and stops; neither the code it has used nor its receipt takes it in again, a code that
                it has not used does. After the restore of a backup, revoke again who was revoked since it was made, with
                --even-unknown for those that the backup does not know.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The agents' ids, as `parta agents` shows them.")
        var agents: [String]
        @Flag(help: "Revoke also agents that are not known here, so that no receipt readmits them.")
        var evenUnknown = false

        func run() async throws {
            try await reportingFailures {
                let ids = try AgentsCommand.ids(agents)
                let store = try database.openExisting()
                for id in ids {
                    try await store.noting(.agentRevoked, "agent \(id)", evenUnknown ? "even if unknown" : nil)
                        .revoke(id, at: Date(), evenUnknown: evenUnknown)
                    Terminal.say("agent \(id) is revoked")
                }
            }
        }
    }
}
