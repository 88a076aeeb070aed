internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

/// What an import changed, or would change.
struct ImportCounts {
    var added: Int
    var changed: Int
    var unchanged: Int

    init(added: Int, changed: Int, unchanged: Int) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }

    init(_ outcome: ImportOutcome) {
        self.init(added: outcome.added.count, changed: outcome.changed.count, unchanged: outcome.unchanged.count)
    }

    var change: String { "\(added) added, \(changed) changed" }
}

/// The body of every `parta import NOUN FILE`: a file of any format, read and judged whole, then written in one transaction.
struct TableImport: ParsableArguments {
    @OptionGroup var database: DatabaseOptions

    @Argument(help: "The file: CSV, XLSX, GeoJSON, GeoPackage or KML.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "Which column of the file stands for which of ours; may be repeated.", valueName: "theirs=ours"))
    var map: [String] = []

    @Option(help: ArgumentHelp("The sheet or layer (default: the first with rows).", valueName: "name"))
    var sheet: String?

    @Option(help: ArgumentHelp("Write the warnings to this new file, a line each.", valueName: "file"))
    var warnings: String?

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    /// How many warnings are shown where no file is named for them.
    private static let shownWarnings = 10

    /// - Parameters:
    ///   - noun: what a value is, in the plural.
    ///   - action: for the audit log.
    ///   - creating: whether a database is made where none is.
    ///   - checks: what values look like beside one another.
    ///   - take: gives the values to the store, or with true says what would change.
    func run<Reader: TableReader>(
        _ reader: Reader, of noun: String, noting action: AuditAction, creating: Bool = false,
        checks: (TableContent<Reader.Value>) -> [ImportFailure.Problem] = { _ in [] },
        take: (any Store, [Reader.Value], Bool) async throws -> ImportCounts
    ) async throws {
        try await run(
            of: noun, noting: action, creating: creating, read: { try $0.content(reader) }, checks: checks, take: take)
    }

    /// For a file that is no table, such as a list in JSON, or a folder of such.
    func run<Value: Sendable>(
        of noun: String, noting action: AuditAction,
        take: (any Store, [Value], Bool) async throws -> ImportCounts, content read: () throws -> TableContent<Value>
    ) async throws {
        try await reportingFailures {
            let list = try warnings.map { try ExclusiveFile(path: $0, mode: 0o644) }
            do {
                progress("reading \(file)")
                let content = try read()
                try warn(content.warnings, in: list)
                say(ignored: content.ignoredColumns)
                try await write(content.values, of: noun, to: database.openExisting(), noting: action, take: take)
            } catch {
                list?.discard()
                throw error
            }
        }
    }

    /// As above, for tables whose rows are no values by themselves.
    func run<Value: Sendable>(
        of noun: String, noting action: AuditAction, creating: Bool = false,
        read: (TableSource) throws -> TableContent<Value>,
        checks: (TableContent<Value>) -> [ImportFailure.Problem] = { _ in [] },
        take: (any Store, [Value], Bool) async throws -> ImportCounts
    ) async throws {
        try await reportingFailures {
            let columns: ColumnMap
            do throws(ColumnMap.Fault) { columns = try ColumnMap(map) } catch {
                throw CommandFailure(.usage, error.description)
            }
            // Made before the database is opened: as root only this account may write here.
            let list = try warnings.map { try ExclusiveFile(path: $0, mode: 0o644) }
            do {
                progress("reading \(file)")
                let table = try TableFile.read(file, map: columns, sheet: sheet)
                progress("checking \(table.rows.count) rows")
                let content = try read(table)
                try warn(content.warnings + checks(content), in: list)
                say(ignored: content.ignoredColumns)
                let store = creating ? try database.openOrCreate() : try database.openExisting()
                try await write(content.values, of: noun, to: store, noting: action, take: take)
            } catch {
                list?.discard()
                throw error
            }
        }
    }

    private func write<Value>(
        _ values: [Value], of noun: String, to store: any Store, noting action: AuditAction,
        take: (any Store, [Value], Bool) async throws -> ImportCounts
    ) async throws {
        progress("\(values.count) \(noun) to the database")
        var counts = try await take(store, values, true)
        if !dryRun { counts = try await take(store.noting(action, file, counts.change), values, false) }
        if Terminal.showsProgress { Terminal.endProgress() }
        Terminal.say("\(dryRun ? "would be " : "")\(counts.change), \(counts.unchanged) unchanged")
    }

    private func say(ignored columns: [String]) {
        guard !columns.isEmpty else { return }
        Terminal.say("not imported: the columns \(DisplayText.harmless(columns.joined(separator: ", ")))")
    }

    private func warn(_ warnings: [ImportFailure.Problem], in list: ExclusiveFile?) throws {
        if let list {
            try list.write(Data(warnings.map { DisplayText.harmless($0.description) + "\n" }.joined().utf8))
            Terminal.say("\(warnings.count) warnings, written to \(DisplayText.harmless(list.path))")
            return
        }
        for warning in warnings.prefix(Self.shownWarnings) {
            Terminal.say("warning: \(DisplayText.harmless(warning.description))")
        }
        if warnings.count > Self.shownWarnings {
            Terminal.say(
                "and \(warnings.count - Self.shownWarnings) more warnings; --warnings FILE writes all of them")
        }
    }

    private func progress(_ line: String) {
        if Terminal.showsProgress { Terminal.progress(DisplayText.harmless(line)) }
    }
}
