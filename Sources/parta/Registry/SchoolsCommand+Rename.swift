internal import ArgumentParser
internal import Foundation
internal import Store

extension SchoolsCommand {
    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a school other names from a day on; for earlier days it keeps those that it had.",
            discussion: "Names in languages that are not given stay.")

        @OptionGroup var options: SchoolChangeOptions
        @Option(help: ArgumentHelp("The school's official id.", valueName: "id"))
        var school: String
        @Option(help: ArgumentHelp("Its name in Kazakh.", valueName: "name"))
        var nameKk: String?
        @Option(help: ArgumentHelp("Its name in Russian.", valueName: "name"))
        var nameRu: String?
        @Option(help: ArgumentHelp("Its name in English.", valueName: "name"))
        var nameEn: String?

        func validate() throws {
            let given = [nameKk, nameRu, nameEn].compactMap(\.self)
            guard !given.isEmpty, given.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 200 }) else {
                throw ValidationError("Give one of --name-kk, --name-ru and --name-en at least, of 1 to 200 bytes.")
            }
        }

        func run() async throws {
            let names = Names(kk: nameKk, ru: nameRu, en: nameEn)
            try await options.make(
                .rename(school: school, names), .schoolRenamed, "school \(school)",
                "to \([nameKk, nameRu, nameEn].compactMap(\.self).joined(separator: ", "))")
        }
    }
}
