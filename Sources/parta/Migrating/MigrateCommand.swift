internal import ArgumentParser
internal import Foundation
internal import PostgresStore
internal import Presentation
internal import RelationalStore
internal import SQLiteStore
internal import Store

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring a database's tables up to date, or copy a region from SQLite to PostgreSQL.",
        discussion: """
            With --database alone: makes the tables where there are none, and takes the steps that an earlier release lacked; any
            number of processes may try at once. With --from and --to: copies a whole region into an empty database, each table
            proven equal by a hash over its rows; what broke off goes on when the same command is given again. Stop `parta serve`
            first. docs/postgresql.md says more.
            """)

    @OptionGroup var database: DatabaseOptions
    @Option(help: ArgumentHelp("Copy this database: sqlite:PATH.", valueName: "url"))
    var from: String?
    @Option(help: ArgumentHelp("Into this one: postgresql://HOST/NAME.", valueName: "url"))
    var to: String?

    func validate() throws {
        guard (from == nil) == (to == nil) else { throw ValidationError("--from and --to go together.") }
        if let from, !from.hasPrefix("sqlite:") { throw ValidationError("--from wants sqlite:PATH, not \"\(from)\".") }
        if let to, !PostgresStore.isAddress(to) { throw ValidationError("--to wants postgresql://HOST/NAME.") }
        if from != nil, database.database != nil { throw ValidationError("give --database, or --from and --to.") }
    }

    func run() async throws {
        try await reportingFailures {
            guard let from, let to else {
                let store = try database.openOrCreate()
                let health = try await store.health()
                Terminal.say("the database is up to date: \(health.schema)")
                return
            }
            try await copy(from, to)
        }
    }

    private func copy(_ from: String, _ to: String) async throws {
        var source = DatabaseOptions()
        source.database = from
        let path = try source.becomeOwner()
        if let process = SQLiteStore.process(using: path) {
            throw CommandFailure(
                .unavailable, "process \(process) has \(path) open; stop `parta serve` before its database is copied")
        }
        let store = try SQLiteStore.openExisting(path: path)
        let tables = try await PostgresCopy(of: store, to: to).run { table in
            if Terminal.showsProgress { Terminal.progress("\(table.name): \(table.rows) rows") }
        }
        if Terminal.showsProgress { Terminal.endProgress() }
        try store.close()
        for table in tables { print("\(table.name)\t\(table.rows)\t\(table.hash)") }
        Terminal.say(
            "copied \(tables.reduce(0) { $0 + $1.rows }) rows in \(tables.count) tables, each proven equal; the file stays as it "
                + "is: give parta serve the new address, and put the file away")
    }
}
