internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension TokenCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "List the tokens of the reading API by what they open (the default); tokens themselves are not kept.")

        @OptionGroup var database: DatabaseOptions
        @Option(help: "How to write the answer: table, json or csv.")
        var format: OutputFormat = .table

        func run() async throws {
            try await reportingFailures {
                let rows = try await database.openExisting().tokens()
                let columns = TokenCommand.columns(at: Date())
                switch format {
                case .json: print(String(decoding: try ReportCoder.encode(rows, pretty: true), as: UTF8.self))
                case .csv: print(CSVText.render(rows, columns: columns), terminator: "")
                case .table:
                    print(TextTable.render(rows, columns: columns, width: Terminal.width), terminator: "")
                    if rows.isEmpty { Terminal.say("nobody has a token") }
                }
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take tokens of the reading API back; a running server refuses them from then on.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The tokens' numbers, as `parta token list` shows them.")
        var ids: [Int]

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                for id in ids {
                    let token = try await store.noting(
                        .tokenRevoked, "token \(id)", adding: { (token: ReaderToken) in "of \(token.name)" }
                    ).revokeToken(id, at: Date())
                    Terminal.say(DisplayText.harmless("token \(id) of \(token.name) is revoked"))
                }
            }
        }
    }

    static func columns(at now: Date) -> [Column<ReaderToken>] {
        [
            Column("Number", key: "id") { .integer($0.id) },
            Column("Name", key: "name") { .text($0.name) },
            Column("Role", key: "role") { .text($0.role.rawValue) },
            Column(
                "Sees",
                record: [
                    ("school", { .text($0.school) }),
                    ("areas", { .text($0.areas.map(\.text).joined(separator: " ")) }),
                ]
            ) { .text(reach(of: $0)) },
            Column("State", key: "state") { .text($0.state(at: now).rawValue) },
            Column("Made", key: "created_at") { .time($0.createdAt) },
            Column("By", key: "created_by") { .text($0.createdBy) },
            Column("Expires", key: "expires_at") { .time($0.expiresAt) },
            Column("Last used", key: "last_used") { .time($0.lastUsed) },
        ]
    }
}
