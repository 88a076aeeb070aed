internal import ArgumentParser
internal import Presentation
internal import Reports
internal import Store

extension SchoolsCommand {
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What became of schools: renamed, merged, split, closed.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions

        func run() async throws {
            try await reportingFailures {
                let rows = try await database.openExisting().schoolSuccessors(options.query(), scope: .everything)
                try options.write(Array(rows.prefix(options.limit ?? .max)), columns: Self.columns)
            }
        }

        static let columns: [Column<SchoolSuccessor>] = [
            Column("Since", key: "since") { .text($0.since.description) },
            Column("School", key: "school") { .text($0.school) },
            Column("What", key: "kind") { .text($0.kind.rawValue) },
            Column("Became", key: "successor") { .text($0.successor) },
            Column("Note", key: "note") { .text($0.note) },
        ]
    }
}
