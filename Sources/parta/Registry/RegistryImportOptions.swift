internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

/// What every import of a table into the registry takes, and does.
struct RegistryImportOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The CSV file; comma, semicolon or tab.")
    var file: String
    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    /// Reads the file, hands its rows to the store and prints what came of it.
    /// - Parameter keep: the store's method; its last argument says whether it is a dry run.
    func take<Reader: TableReader>(
        _ reader: Reader, as action: AuditAction,
        _ keep: (any Store, [Reader.Value], Bool) async throws -> RegistryImport
    ) async throws {
        try await reportingFailures {
            let data = try ImportFile(file).read()
            ImportFile.progress("checking \(file)")
            let content = try reader.content(of: data, file: file)
            if !content.ignoredColumns.isEmpty {
                Terminal.say("not imported: the columns \(content.ignoredColumns.joined(separator: ", "))")
            }
            ImportFile.progress("\(content.values.count) rows to the database")
            let noted = try database.openExisting().noting(action, file) { (result: RegistryImport) in
                "\(result.added.count) added, \(result.changed.count) changed"
            }
            let result = try await keep(noted, content.values, dryRun)
            if Terminal.showsProgress { Terminal.endProgress() }
            Terminal.say(
                "\(dryRun ? "would be " : "")\(result.added.count) added, \(result.changed.count) changed, "
                    + "\(result.unchanged.count) unchanged")
        }
    }
}
