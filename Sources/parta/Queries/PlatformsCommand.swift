internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

struct PlatformsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platforms", abstract: "How often and how fast each school reaches each learning platform.",
        discussion: """
            Reached means: name found, connected, encrypted, first byte read; no content is. Asked beside each line test.
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: QueryOptions
    @OptionGroup var group: GroupOption
    @OptionGroup var period: PeriodOption

    func run() async throws {
        try await reportingFailures {
            try await options.answer(.platforms, period.applied(to: options.query()), from: source, by: group)
        }
    }
}
