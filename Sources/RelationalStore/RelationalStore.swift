public import Relational
public import Store

/// The store's whole logic, written once in SQL that every engine runs.
///
/// Which engine it is, is `database`'s to say: `SQLiteStore` and `PostgresStore` open one each.
public final class RelationalStore: Store {
    public let database: any DatabaseAccess
    /// What is wrong with the database and yet keeps nobody from using it: a sentence for whoever runs the command.
    public let notice: String?
    let backups: (any BackupMaker)?
    /// What every write notes of itself.
    let note: WriteNote?

    /// Where the database is, for messages.
    public var location: String { database.location }

    /// - Parameter backups: who makes backups of such a database; nil where its own server's tools do.
    public convenience init(
        database: any DatabaseAccess, notice: String? = nil, backups: (any BackupMaker)? = nil
    ) {
        self.init(database: database, notice: notice, backups: backups, note: nil)
    }

    init(database: any DatabaseAccess, notice: String?, backups: (any BackupMaker)?, note: WriteNote?) {
        self.database = database
        self.notice = notice
        self.backups = backups
        self.note = note
    }

    /// Waits for running writes and closes every connection; later calls throw.
    public func close() throws {
        try database.close()
    }
}
