internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens that open what is not open to everybody.", subcommands: [New.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a guest's token; it is printed and kept nowhere.",
            discussion: """
                A technician gives it to `parta-agent measure --token` to test a line by hand, without an enrolment. Whoever has
                it can use up its tests and nothing else; it cannot be taken back before it expires. The server counts its
                tests while it runs: after a restart the token is good for all of them again, until it expires.
                """)

        @OptionGroup var database: DatabaseOptions
        @Flag(help: "For line tests against this region's server.")
        var lineTests = false
        @Option(help: ArgumentHelp("After how many hours it expires.", valueName: "n"))
        var hours = 24
        @Option(
            help: ArgumentHelp("How many tests it is good for, counted anew when the server restarts.", valueName: "n"))
        var tests = 20

        func validate() throws {
            guard lineTests else { throw ValidationError("Say what it is for: --line-tests.") }
            guard (1...744).contains(hours) else { throw ValidationError("--hours wants 1 to 744, not \(hours).") }
            guard (1...1_000).contains(tests) else { throw ValidationError("--tests wants 1 to 1000, not \(tests).") }
        }

        func run() async throws {
            try await reportingFailures {
                let region = try await RegionIdentity.load(from: try database.openExisting())
                let token = LineTestToken(
                    lease: UUID().uuidString.lowercased(), agent: nil,
                    expires: Date(timeIntervalSinceNow: TimeInterval(hours) * 3_600), uses: tests)
                print(LineTestTokenKey(key: region.lineTestKey).seal(token))
                Terminal.say(
                    "good for \(tests) line test\(tests == 1 ? "" : "s") within \(hours) h, counted anew when the server restarts"
                )
            }
        }
    }
}
