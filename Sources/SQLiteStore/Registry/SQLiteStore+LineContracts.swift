internal import Foundation
internal import GRDB
public import Reports
public import Store

extension SQLiteStore {
    public func importLines(
        _ lines: [LineContract], from day: CivilDate, dryRun: Bool
    ) async throws -> RegistryImport {
        try await change(dryRun: dryRun) { db in
            let history = SchoolHistory(db: db)
            return try RegistryImport.taking(
                lines, named: { "line \($0.line) of school \($0.school)" },
                before: { line in
                    try Row.fetchOne(
                        db.cachedStatement(
                            sql: "SELECT * FROM line WHERE school_id = ? AND id = ? AND valid_from IS NOT NULL"),
                        arguments: [line.school, line.line]
                    ).map(LineColumns.contract)
                },
                write: { line in
                    _ = try history.school(line.school)
                    try LineColumns.write(line, from: day, in: db)
                })
        }
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
