internal import Relational
internal import RelationalStore
internal import Store

/// Brings a database's tables up to date, in one transaction that all who write wait for.
struct PostgresMigrator {
    let db: Database
    let location: String

    /// - Throws: `StoreFailure.newerDatabase`.
    func migrate() throws {
        try db.execute(sql: "CREATE SCHEMA IF NOT EXISTS parta")
        if try !db.tableExists("schema_step") {
            try db.execute(sql: "CREATE TABLE schema_step (name text COLLATE \"C\" PRIMARY KEY, taken_at timestamptz)")
            for function in PostgresSchema.functions { try db.execute(sql: function) }
        }
        let missing = try missing()
        for step in missing {
            try step.take(in: db)
            try db.execute(sql: "INSERT INTO schema_step (name, taken_at) VALUES (?, now())", arguments: [step.name])
        }
    }

    /// - Throws: `StoreFailure.newerDatabase`.
    func missing() throws -> [SchemaStep] {
        let taken = try String.fetchSet(db, sql: "SELECT name FROM schema_step")
        if let step = taken.subtracting(Migrations.steps.map(\.name)).max() {
            throw StoreFailure.newerDatabase(location: location, step: step)
        }
        return Migrations.steps.filter { !taken.contains($0.name) }
    }
}
