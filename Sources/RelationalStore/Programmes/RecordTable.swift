internal import Relational
internal import Store

/// A table whose rows an import brings whole: told apart by a key, added where new and changed where different.
struct RecordTable: Sendable {
    /// One row as it is to be.
    struct Record {
        /// What messages and the outcome call it.
        var word: String
        var key: [(any DatabaseValueConvertible)?]
        var values: [(any DatabaseValueConvertible)?]
    }

    let name: String
    let key: [String]
    let values: [String]

    /// Compares each record with what is there, and unless it is a dry run writes it.
    /// - Throws: `StoreFailure.doubledRow` where two records have one key.
    func take(_ records: [Record], in db: Database, dryRun: Bool) throws -> ImportOutcome {
        var outcome = ImportOutcome()
        var keys: Set<[DatabaseValue]> = []
        for record in records {
            let key = record.key.map { $0?.databaseValue ?? .null }
            guard keys.insert(key).inserted else { throw StoreFailure.doubledRow(record.word) }
            let values = record.values.map { $0?.databaseValue ?? .null }
            switch try held(key, in: db) {
            case nil:
                outcome.added.append(record.word)
                if !dryRun { try insert.run(key + values, in: db) }
            case values?:
                outcome.unchanged.append(record.word)
            default:
                outcome.changed.append(record.word)
                if !dryRun { try update.run(values + key, in: db) }
            }
        }
        return outcome
    }

    private func held(_ key: [DatabaseValue], in db: Database) throws -> [DatabaseValue]? {
        try Row.fetchOne(db.cachedStatement(sql: select), arguments: StatementArguments(key))
            .map { row in row.databaseValues.map(\.self) }
    }

    var select: String { "SELECT \(values.joined(separator: ", ")) FROM \(name) WHERE \(condition)" }

    private var insert: Change {
        let columns = key + values
        return Change(
            sql: "INSERT INTO \(name) (\(columns.joined(separator: ", "))) "
                + "VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))")
    }

    private var update: Change {
        Change(sql: "UPDATE \(name) SET \(values.map { "\($0) = ?" }.joined(separator: ", ")) WHERE \(condition)")
    }

    /// `IS` finds what is null too, by index all the same.
    private var condition: String { key.map { "\($0) IS ?" }.joined(separator: " AND ") }

    private struct Change {
        let sql: String

        func run(_ values: [DatabaseValue], in db: Database) throws {
            try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        }
    }
}
