internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension LinesCommand {
    struct Gateways: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Behind which gateways, known by their hashes, each line counts, and on whose word.")

        @OptionGroup var source: SourceOptions
        @OptionGroup var options: QueryOptions
        @OptionGroup var group: GroupOption

        func run() async throws {
            try await reportingFailures {
                try await options.answer(.gateways, options.query(), from: source, by: group)
            }
        }
    }

    /// For schools where too few PCs can bear witness that the router was replaced.
    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "After a school's router was replaced: confirm the gateway that its next PC stands behind.",
            discussion: """
                For seven days the school's PCs are asked, in lessons, behind which gateway they stand; the first that is named,
                by two of them where two or more are live, counts as the school's from then on. Schools with two or more live
                PCs come to this by themselves, after two days of lessons.
                """)

        /// For how long naming stays open, in days.
        static let days = 7

        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("The school's official id.", valueName: "id"))
        var school: String
        @Option(help: ArgumentHelp("For which of its lines; needed where it has several.", valueName: "line"))
        var line: String?

        func run() async throws {
            try await reportingFailures {
                let now = Date()
                let store = try database.openExisting()
                try await store.noting(
                    .gatewayNamingOpened, "school \(school)", line.map { "line \($0), \(Self.days) days" }
                ).openNaming(
                    GatewayOpening(
                        school: school, line: line, openedAt: now,
                        until: now.addingTimeInterval(TimeInterval(Self.days) * 86_400),
                        openedBy: CommandUser.name))
                Terminal.say(
                    "for \(Self.days) days the first gateway that a PC of school \(school) names is confirmed; "
                        + "`parta lines gateways --school \(school)` shows it")
            }
        }
    }
}
