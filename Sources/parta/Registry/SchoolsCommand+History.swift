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
                try options.write(rows, columns: Self.columns)
            }
        }

        static let columns: [Column<SchoolSuccessor>] = [
            Column(Heading("Since", kk: "Қашаннан", ru: "С какого дня"), key: "since") { .text($0.since.description) },
            Column(Heading("School", kk: "Мектеп", ru: "Школа"), key: "school") { .text($0.school) },
            Column(Heading("What", kk: "Не болды", ru: "Что произошло"), key: "kind") { .text($0.kind.rawValue) },
            Column(Heading("Became", kk: "Неге айналды", ru: "Чем стала"), key: "successor") { .text($0.successor) },
            Column(Heading("Note", kk: "Ескерту", ru: "Примечание"), key: "note") { .text($0.note) },
        ]
    }
}
