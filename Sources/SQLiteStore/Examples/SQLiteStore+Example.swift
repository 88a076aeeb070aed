internal import Foundation
internal import GRDB
public import Store

extension SQLiteStore {
    /// A database for a made-up country alone, which is worth nothing until it is whole: no journal, nothing waited for.
    ///
    /// A power cut or a kill leaves a file to be thrown away, so whoever makes one renames it when it is finished.
    /// - Throws: as `open(path:)`.
    public static func openForExample(path: String) throws -> SQLiteStore {
        try DatabaseFile(path: path).createIfMissing()
        return try explaining(location: path) {
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                // 64 MiB of pages, and the system keeps more: keys are hashes, so that rows of one school lie all over the trees.
                try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try Migrations.migrator.migrate(queue)
            return SQLiteStore(database: queue, location: path)
        }
    }

    public func beginExample() async throws {
        let location = location
        try await explainingAsync {
            // Rows come school by school, each before the school that supports it, so references are checked at the end.
            try await database.writeWithoutTransaction { db in
                let isTaken = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM school)") ?? false
                guard !isTaken else { throw StoreFailure.holdsSchools(location: location) }
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                try db.inTransaction {
                    try ExampleIndices(db: db).setAside()
                    return .commit
                }
            }
        }
    }

    public func writeExample(_ schools: [MadeSchool]) async throws {
        try await write { db in
            let writer = try ExampleWriter(db: db)
            for school in schools { try writer.write(school) }
        }
    }

    public func finishExample() async throws {
        let location = location
        try await write { db in
            try ExampleIndices(db: db).bringBack()
            let missing = try String.fetchOne(
                db,
                sql: """
                    SELECT s.supported_by FROM school AS s LEFT JOIN school AS o ON o.id = s.supported_by
                    WHERE s.supported_by IS NOT NULL AND o.id IS NULL LIMIT 1
                    """)
            if let missing { throw StoreFailure.incompleteExample(location: location, missing: missing) }
        }
        try await explainingAsync {
            try await database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA foreign_keys = ON") }
        }
    }

    private func explainingAsync(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            throw Self.explained(error, location: location)
        }
    }
}
