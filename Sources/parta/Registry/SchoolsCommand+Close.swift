internal import ArgumentParser
internal import Store

extension SchoolsCommand {
    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a school: from that day on no list shows it, and its enrolment codes are taken back.",
            discussion:
                "Its computers stay assigned to it until somebody moves them; `parta agents --school` shows them.")

        @OptionGroup var options: SchoolChangeOptions
        @Option(help: ArgumentHelp("The school's official id.", valueName: "id"))
        var school: String

        func run() async throws {
            try await options.make(.close(school: school), .schoolClosed, "school \(school)", "closed")
        }
    }
}
