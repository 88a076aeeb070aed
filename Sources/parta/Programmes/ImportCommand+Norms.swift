internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

extension ImportCommand {
    struct Norms: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check norm files and keep them: what schools must have, and what their lines must give.",
            discussion: """
                Norms are YAML (or JSON); norms/norm.schema.json has their keys, and docs/planning.md says what each means. Every
                fault is told with its line and column. All files are kept, or none; a file imported twice changes nothing, and
                another version is kept beside the first. `--norm ID` then stands for the file.
                """)

        @OptionGroup var database: DatabaseOptions

        @Argument(help: "The files.")
        var files: [String]

        @Flag(help: "Say what would change, and change nothing.")
        var dryRun = false

        func run() async throws {
            try await reportingFailures {
                let kept = try files.map { file in
                    let (norm, text) = try NormFile.read(file)
                    for caveat in norm.caveats { Terminal.say("\(norm.id): \(caveat)") }
                    return KeptNorm(norm, text: text)
                }
                let store = try database.openExisting()
                var counts = ImportCounts(try await store.importNorms(kept, dryRun: true))
                if !dryRun {
                    let noting = store.noting(.normsImported, files.joined(separator: " "), counts.change)
                    counts = ImportCounts(try await noting.importNorms(kept, dryRun: false))
                }
                Terminal.say("\(dryRun ? "would be " : "")\(counts.change), \(counts.unchanged) unchanged")
            }
        }
    }
}
