internal import ArgumentParser
internal import Store

extension SchoolsCommand {
    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make one school of several: the others close, their computers and codes go to it.",
            discussion: """
                The one is among them, another one that is there, or a new one: --into 'A-9=School No. 9'. Computers keep their
                rooms and labels; rooms, lines with their contracts, settings and readers' tokens go over, too, where the successor
                has none of its own. What was reported before the day stays with the school that it came from, and so do assets.
                """)

        @OptionGroup var options: SchoolChangeOptions
        @Argument(help: "The schools' official ids.")
        var schools: [String]
        @Option(help: ArgumentHelp("The school that they become: its id, or ID=NAME for a new one.", valueName: "id"))
        var into: SuccessorOption

        func run() async throws {
            try await options.make(
                .merge(schools: schools, into: into.successor), .schoolsMerged,
                "schools \(schools.joined(separator: ", "))", "into \(into.successor.id)")
        }
    }
}
