internal import ArgumentParser
internal import Store

extension SchoolsCommand {
    struct Split: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make several schools of one; its computers stay with the first until somebody moves them.",
            discussion: """
                The school closes unless it is among its successors: --into A-1 --into 'A-7=Primary school No. 7'. Codes, and the
                schools that a closing one supports, go to the first, too. `parta computers move` says which computers went
                elsewhere.
                """)

        @OptionGroup var options: SchoolChangeOptions
        @Option(help: ArgumentHelp("The school's official id.", valueName: "id"))
        var school: String
        @Option(
            help: ArgumentHelp(
                "A school that it becomes: its id, or ID=NAME for a new one; the first takes the computers.",
                valueName: "id"))
        var into: [SuccessorOption]

        func run() async throws {
            let successors = into.map(\.successor)
            try await options.make(
                .split(school: school, into: successors), .schoolSplit, "school \(school)",
                "into \(successors.map(\.id).joined(separator: ", "))")
        }
    }
}
