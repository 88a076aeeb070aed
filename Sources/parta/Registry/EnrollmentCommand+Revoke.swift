internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

extension EnrollmentCommand {
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take codes back, and the files that were made of them.",
            discussion: """
                A code that was taken back enrols nobody any more. Computers that have used it stay: `parta agents revoke` ends
                those. What it was still good for no longer counts as computers that the school expects.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The codes' numbers, as `parta enrollment list` shows them.")
        var ids: [Int]

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                for id in ids {
                    let code = try await store.noting(.enrollmentRevoked, "enrolment \(id)")
                        .revokeEnrollment(id, at: Date())
                    Terminal.say(
                        DisplayText.harmless(
                            "enrolment \(id) of school \(code.school) is taken back, used \(code.uses - code.usesLeft) of "
                                + "\(code.uses) times"))
                }
            }
        }
    }
}
