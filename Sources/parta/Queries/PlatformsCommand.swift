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

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions
    @OptionGroup var period: PeriodOption

    func run() async throws {
        try await reportingFailures {
            let query = options.query(since: period.since)
            let rows = try await database.openExisting().platforms(query, scope: .everything)
            try options.write(rows, columns: Self.columns)
        }
    }

    static let columns: [Column<PlatformRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Platform", key: "platform") { .text($0.platform) },
        Column("Host", key: "host") { .text($0.host) },
        Column("Reached %", record: [("reached_share", { .exact($0.reachedShare) })]) {
            // Never rounded up to all of them.
            .integer(Int(($0.reachedShare * 100).rounded(.down)))
        },
        Column("Tests", key: "tests") { .integer($0.tests) },
        Column("Name ms", key: "name_ms") { .milliseconds($0.nameMs) },
        Column("Connect ms", key: "connect_ms") { .milliseconds($0.connectMs) },
        Column("TLS ms", key: "tls_ms") { .milliseconds($0.tlsMs) },
        Column("First byte ms", key: "first_byte_ms") { .milliseconds($0.firstByteMs) },
        Column(
            "Last problem",
            record: [("last_problem", { .text($0.lastProblem) }), ("last_problem_at", { .time($0.lastProblemAt) })]
        ) { .text($0.lastProblem) },
    ]
}
