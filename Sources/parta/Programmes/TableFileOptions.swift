internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

/// What the imports of programmes' tables have in common: a database, a file, and whether to try only.
struct TableFileOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions

    @Argument(help: "The CSV file; comma, semicolon or tab.")
    var file: String

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    /// A country's delivery lists are some tens of megabytes; more is another kind of file.
    private static let limitBytes = 67_108_864

    /// - Throws: `CommandFailure`.
    func read() throws -> Data {
        guard let handle = FileHandle(forReadingAtPath: file),
            let data = try? handle.read(upToCount: Self.limitBytes + 1) ?? Data()
        else { throw CommandFailure(.badData, "cannot read \(file): check the path and who may read it") }
        guard data.count <= Self.limitBytes else {
            throw CommandFailure(.badData, "\(file) is larger than 64 MiB: is it the right file?")
        }
        return data
    }

    /// Says what is not taken, tries, and unless it is a dry run does it with a note in the audit log.
    func take(
        into store: any Store, as action: AuditAction, ignoring columns: [String],
        _ write: (_ store: any Store, _ dryRun: Bool) async throws -> ProgrammesImport
    ) async throws {
        if !columns.isEmpty {
            Terminal.say(DisplayText.harmless("not imported: the columns \(columns.joined(separator: ", "))"))
        }
        var result = try await write(store, true)
        if !dryRun {
            result = try await write(
                store.noting(action, file, "\(result.added.count) added, \(result.changed.count) changed"), false)
        }
        Terminal.say(
            "\(dryRun ? "would be " : "")\(result.added.count) added, \(result.changed.count) changed, "
                + "\(result.unchanged.count) unchanged")
    }
}
