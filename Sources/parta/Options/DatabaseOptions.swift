internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import PostgresStore
internal import Presentation
internal import RelationalStore
internal import SQLiteStore
internal import Store

/// Which database a command works on.
struct DatabaseOptions: ParsableArguments {
    static let variable = "PARTA_DATABASE"
    static let standard = "sqlite:/var/lib/parta/parta.sqlite"

    @Option(
        help: ArgumentHelp(
            "The database: sqlite:PATH or postgresql://HOST/NAME (default: $\(DatabaseOptions.variable), else as \(ServiceSettings.path) says, "
                + "else \(DatabaseOptions.standard)).",
            valueName: "url"))
    var database: String?

    /// A database to ask: it must be there, and is not changed by opening.
    /// - Throws: `CommandFailure` for a URL of another kind, `StoreFailure` when it cannot be opened.
    func openExisting() throws -> any Store {
        let url = try url
        guard !PostgresStore.isAddress(url) else { return try PostgresStore.openExisting(url: url) }
        return try open(with: SQLiteStore.openExisting(path:))
    }

    /// A database to fill: made where there is none.
    /// - Throws: as `openExisting()`.
    func openOrCreate() throws -> any Store {
        let url = try url
        guard !PostgresStore.isAddress(url) else { return try PostgresStore.open(url: url) }
        return try open(with: SQLiteStore.open(path:))
    }

    /// Before a file is made for what is to come out of a database: whether there is one.
    /// - Throws: `StoreFailure.noDatabase`.
    func requirePresence() throws {
        guard try !isOnServer else { return }
        let path = try path
        guard access(path, F_OK) == 0 || errno != ENOENT else { throw StoreFailure.noDatabase(location: path) }
    }

    /// Root goes on as the database's owner from here on: no file that only root may open can be opened after it.
    /// - Returns: the database's file.
    /// - Throws: `CommandFailure`.
    func becomeOwner() throws -> String {
        let path = try path
        try DatabaseAccount(ofDatabase: path)?.become()
        return path
    }

    /// Whether opening it makes root another account.
    var changesAccount: Bool {
        get throws {
            guard try !isOnServer else { return false }
            let owner = try DatabaseAccount(ofDatabase: path)
            return geteuid() == 0 && owner.map { $0.user != 0 } ?? false
        }
    }

    /// Whether it is on a PostgreSQL server, and no file.
    var isOnServer: Bool {
        get throws { try PostgresStore.isAddress(url) }
    }

    private func open(with opening: (String) throws -> RelationalStore) throws -> any Store {
        let store = try opening(becomeOwner())
        if let notice = store.notice { Terminal.say("warning: \(DisplayText.harmless(notice))") }
        return store
    }

    /// The database's file.
    /// - Throws: `CommandFailure` for a URL of another kind.
    var path: String {
        get throws { try Self.path(of: url) }
    }

    /// Where the database is, as it was given.
    var url: String {
        get throws { try database ?? ServiceSettings().value(Self.variable) ?? Self.standard }
    }

    private static func path(of url: String) throws -> String {
        guard !PostgresStore.isAddress(url) else {
            throw CommandFailure(
                .usage,
                "this command works on a database file (sqlite:PATH); for PostgreSQL its own tools do it (pg_dump)")
        }
        guard url.hasPrefix("sqlite:") else {
            throw CommandFailure(
                .usage,
                "the database \"\(url)\" is not of a kind this release knows; give sqlite:PATH or postgresql://HOST/NAME"
            )
        }
        let path = String(url.dropFirst("sqlite:".count))
        guard !path.isEmpty else { throw CommandFailure(.usage, "sqlite: wants a path, such as sqlite:parta.sqlite") }
        return path
    }
}
