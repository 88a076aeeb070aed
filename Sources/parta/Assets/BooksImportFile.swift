internal import Aggregator
internal import Exchange
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

/// A file of schools' belongings on its way into the database.
enum BooksImportFile {
    /// A list of a region's belongings is some megabytes; more is another kind of file.
    private static let limitBytes = 268_435_456

    /// - Throws: `CommandFailure`.
    static func read(_ file: String) throws -> Data {
        if Terminal.showsProgress { Terminal.progress(DisplayText.harmless("reading \(file)")) }
        guard let handle = FileHandle(forReadingAtPath: file),
            let data = try? handle.read(upToCount: limitBytes + 1) ?? Data()
        else { throw CommandFailure(.badData, "cannot read \(file): check the path and who may read it") }
        guard data.count <= limitBytes else {
            throw CommandFailure(.badData, "\(file) is larger than 256 MiB; split it")
        }
        return data
    }

    /// By the region's key, as its agents hash.
    static func hash(of store: any Store) async throws -> RegionHash {
        RegionHash(key: try await RegionIdentity.load(from: store).hashKey)
    }

    static func say(_ outcome: BooksImport, ignored: [String], dryRun: Bool) {
        if Terminal.showsProgress { Terminal.endProgress() }
        if !ignored.isEmpty {
            Terminal.say(DisplayText.harmless("not imported: \(ignored.joined(separator: ", "))"))
        }
        Terminal.say(
            "\(dryRun ? "would be " : "")\(outcome.added.count) added, \(outcome.changed.count) changed, "
                + "\(outcome.unchanged.count) unchanged")
    }
}

extension BooksImport {
    /// For the audit log.
    var summary: String { "\(added.count) added, \(changed.count) changed" }
}
