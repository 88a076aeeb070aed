import GRDB
import RelationalStore
import Testing

@testable import SQLiteStore

extension RelationalStore {
    /// The file itself, for what only SQLite can be asked.
    var file: any DatabaseWriter {
        get throws { try #require(database as? SQLiteDatabase).writer }
    }

    /// A store on a database of an earlier release.
    convenience init(_ queue: DatabaseQueue) {
        self.init(database: SQLiteDatabase(queue, location: "in memory"))
    }
}
