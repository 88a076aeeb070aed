internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

struct LinesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lines", abstract: "What each school's line gave over a period: medians as the receiver counted.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

    @Option(help: ArgumentHelp("How many days back.", valueName: "days"))
    var days: Int = 60

    func validate() throws {
        guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
    }

    func run() async throws {
        try await reportingFailures {
            let since = Date(timeIntervalSinceNow: -Double(days) * 86_400)
            let rows = try await database.openExisting().lines(options.query(since: since), scope: .everything)
            try options.write(rows, columns: Self.columns)
        }
    }

    static let columns: [Column<LineRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Down Mbps", key: "download_mbps") { .tenths($0.downloadMbps) },
        Column("Up Mbps", key: "upload_mbps") { .tenths($0.uploadMbps) },
        Column("Down p20", key: "download_p20_mbps") { .tenths($0.downloadP20Mbps) },
        Column("Up p20", key: "upload_p20_mbps") { .tenths($0.uploadP20Mbps) },
        Column("Idle ms", key: "idle_latency_ms") { .milliseconds($0.idleLatencyMs) },
        Column("Loaded ms", key: "loaded_latency_ms") { .milliseconds($0.loadedLatencyMs) },
        Column("Tests", key: "tests") { .integer($0.tests) },
        Column("Failed", key: "failed_tests") { .integer($0.failedTests) },
        Column("Days", key: "days") { .integer($0.days) },
        Column("Last test", key: "last_test_at") { .time($0.lastTestAt) },
    ]
}
