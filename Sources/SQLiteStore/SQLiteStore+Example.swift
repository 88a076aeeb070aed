internal import GRDB
public import RelationalStore

extension SQLiteStore {
    /// A database for a made-up country alone, which is worth nothing until it is whole: no journal, nothing waited for.
    ///
    /// A power cut or a kill leaves a file to be thrown away, so whoever makes one renames it when it is finished.
    /// - Throws: as `open(path:)`.
    public static func openForExample(path: String) throws -> RelationalStore {
        try DatabaseFile(path: path).createIfMissing()
        return try explaining(location: path) {
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                // 64 MiB of pages, and the system keeps more: keys are hashes, so that rows of one school lie all over the trees.
                try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try migrator.migrate(queue)
            return RelationalStore(database: SQLiteDatabase(queue, location: path))
        }
    }
}
