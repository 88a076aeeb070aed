internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who changed what and who read what, the latest first.",
        discussion: """
            Commands are noted under the account that called them (through sudo, too), reads under the name of their token: one
            line a day for each list. Nothing in it changes or goes, but for a name
            that `parta erase person` replaces.
            """)

    @OptionGroup var database: DatabaseOptions

    @Option(
        help: ArgumentHelp(
            "Only from this day (UTC) or moment on, such as 2026-09-01 or 2026-09-01T08:00:00Z.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("At most this many rows.", valueName: "n"))
    var limit: Int?

    @Option(help: "How to write the answer: table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit wants a number of rows from 1, not \(limit).") }
        if let since, Self.moment(since) == nil {
            throw ValidationError("--since wants a day or a moment, such as 2026-09-01 or 2026-09-01T08:00:00Z.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let rows = try await database.openExisting().audit(since: since.flatMap(Self.moment), limit: limit)
            switch format {
            case .json: print(String(decoding: try ReportCoder.encode(rows, pretty: true), as: UTF8.self))
            case .csv: print(CSVText.render(rows, columns: Self.columns), terminator: "")
            case .table:
                print(TextTable.render(rows, columns: Self.columns, width: Terminal.width), terminator: "")
                if rows.isEmpty { Terminal.say("nothing was done") }
            }
        }
    }

    static func moment(_ text: String) -> Date? {
        try? Date(text.utf8.count == 10 ? text + "T00:00:00Z" : text, strategy: .iso8601)
    }

    static let columns: [Column<AuditEntry>] = [
        Column("When", key: "at") { .time($0.at) },
        Column("Who", key: "who") { .text($0.who) },
        Column("What", key: "action") { .text($0.action.rawValue) },
        Column("On", key: "object") { .text($0.object) },
        Column("Detail", key: "detail") { .text($0.detail) },
    ]
}
