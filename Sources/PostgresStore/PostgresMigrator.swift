internal import Foundation
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
        for step in try missing() {
            try step.take(db)
            try db.execute(sql: "INSERT INTO schema_step (name, taken_at) VALUES (?, now())", arguments: [step.name])
        }
    }

    struct Step: Sendable {
        var name: String
        var take: @Sendable (Database) throws -> Void
    }

    /// Those of every engine, then this one's own, whose names come before the newest of those: by that a server knows
    /// whether another release has been there.
    private static let steps =
        Migrations.steps.map { step in Step(name: step.name) { try step.take(in: $0) } } + [
            Step(name: "0050 weeks of envelopes") {
                let weeks = PostgresWeeks(db: $0)
                try weeks.divide()
                try weeks.make(at: Int(Date().timeIntervalSince1970))
            }
        ]

    /// - Throws: `StoreFailure.newerDatabase`.
    func missing() throws -> [Step] {
        let taken = try String.fetchSet(db, sql: "SELECT name FROM schema_step")
        if let step = taken.subtracting(Self.steps.map(\.name)).max() {
            throw StoreFailure.newerDatabase(location: location, step: step)
        }
        return Self.steps.filter { !taken.contains($0.name) }
    }
}
