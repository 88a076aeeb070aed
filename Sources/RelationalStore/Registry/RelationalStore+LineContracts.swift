internal import Foundation
internal import Relational
public import Reports
public import Store

extension RelationalStore {
    public func importLines(
        _ lines: [LineContract], from day: CivilDate, dryRun: Bool
    ) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            let history = SchoolHistory(db: db)
            return try ImportOutcome.taking(
                lines, named: { "line \($0.line) of school \($0.school)" },
                before: { line in
                    try Row.fetchOne(
                        db.cachedStatement(
                            sql:
                                "SELECT * FROM line WHERE school_id = ? AND id = ? AND valid_from IS NOT NULL AND valid_to IS NULL"
                        ),
                        arguments: [line.school, line.line]
                    ).map(LineColumns.contract)
                },
                write: { line in
                    _ = try history.school(line.school)
                    try LineColumns.write(line, from: day, in: db)
                })
        }
    }

    public func endLines(_ lines: [LineContract], on day: CivilDate, dryRun: Bool) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            var outcome = ImportOutcome()
            for line in lines {
                let name = "line \(line.line) of school \(line.school)"
                let known = try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT valid_from, valid_to FROM line WHERE school_id = ? AND id = ?"),
                    arguments: [line.school, line.line])
                try Self.end(known, name, on: day, &outcome) { try LineColumns.end(line, on: day, in: db) }
            }
            return outcome
        }
    }

    /// Ends what is known and open.
    /// - Throws: `StoreFailure.impossibleChange`, `.changedSince`.
    static func end(
        _ known: Row?, _ name: String, on day: CivilDate, _ outcome: inout ImportOutcome, _ body: () throws -> Void
    ) throws {
        let since: String? = known?["valid_from"]
        guard let known, let since else { throw StoreFailure.impossibleChange("there is no \(name) to end") }
        guard since < day.description else { throw StoreFailure.changedSince(name, day: CivilDate(since) ?? day) }
        let ended: String? = known["valid_to"]
        guard ended == nil else {
            outcome.unchanged.append(name)
            return
        }
        try body()
        outcome.changed.append(name)
    }

    public func lineContracts(_ query: Query, scope: Scope) async throws -> [LineContract] {
        try await read { db in
            let filter = try Filter(query, scope: scope, in: db)
            return try Row.fetchAll(db, sql: ReadingSQL.lineContracts(filter), arguments: filter.arguments)
                .map(LineColumns.contract)
        }
    }
}

extension ReadingSQL {
    /// Contracts are few: their versions serve for today, too.
    static func lineContracts(_ filter: Filter) -> String {
        """
        SELECT v.* FROM \(filter.source.open) AS s
        CROSS JOIN line_version AS v ON v.school_id = s.id AND \(filter.source.isValid("v"))
        \(filter.sql) ORDER BY \(filter.schoolOrder), v.id
        """
    }
}
