internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Sets what approved plans buy for programmes beside what their lists of deliveries name.
struct ExpectedDeliveryReader {
    let db: Database
    let query: Query
    let scope: Scope

    /// - Throws: `StoreFailure.unknownProgramme`.
    func rows() throws -> [ExpectedDelivery] {
        if let programme = query.filters.programme { try RegisterCheck(db: db).requireProgramme(programme) }
        let clock = try SchoolClock.region(in: db)
        var filter = try Filter(query, scope: scope, in: db)
        filter.add("p.programme_id = ?", query.filters.programme)
        filter.add("p.approved_at <= ?", query.asOf.seconds)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT p.programme_id, p.id AS plan_id, p.name AS plan_name, p.currency, p.approved_at, b.*,
                    s.name_kk, s.name_ru, s.name_en
                FROM \(filter.source.all) AS s
                CROSS JOIN plan_purchase AS b ON b.school_id = s.id
                JOIN plan AS p ON p.id = b.plan_id
                \(filter.sql.isEmpty ? "WHERE" : filter.sql + " AND") p.programme_id IS NOT NULL
                ORDER BY p.programme_id, p.id, b.lot, b.position
                """, arguments: filter.arguments)
        let today = clock.day(of: query.asOf)
        var taken: [Kept: Int] = [:]
        return try rows.map { row in
            let kind = try row.value(EquipmentKind.self, "category")
            let expected: Int = row["count"]
            return ExpectedDelivery(
                programme: row["programme_id"], plan: row["plan_id"], planName: row["plan_name"], lot: row["lot"],
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                category: kind, expected: expected,
                delivered: try delivered(
                    row, kind, expected: expected, days: clock.day(of: row.date("approved_at"))...today, taken: &taken),
                cost: row["cost"],
                currency: row["currency"], year: row["year"], stage: try row.value(PlanStage.self, "stage"))
        }
    }

    /// What tells apart where pieces come to: what came once is shared out once.
    private struct Kept: Hashable {
        var programme: String
        var school: String
        var category: Reports.Category
    }

    /// What came since the approval and no earlier lot has taken.
    private func delivered(
        _ row: Row, _ kind: EquipmentKind, expected: Int, days: ClosedRange<CivilDate>, taken: inout [Kept: Int]
    ) throws -> Int? {
        // Lists of deliveries name devices, neither computers nor networks.
        guard case .stock(.device(let category)) = kind else { return nil }
        let key = Kept(programme: row["programme_id"], school: row["school_id"], category: category)
        let names = category.mayBeSeenAs.map(\.rawValue).sorted()
        let came =
            try Int.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(count), 0) FROM delivery WHERE programme_id = ? AND school_id = ? AND day >= ?
                    AND day <= ? AND category IN (\(names.map { _ in "?" }.joined(separator: ", ")))
                    """,
                arguments: [key.programme, key.school, days.lowerBound.description, days.upperBound.description]
                    + StatementArguments(names)) ?? 0
        let count = min(expected, max(0, came - (taken[key] ?? 0)))
        taken[key, default: 0] += count
        return count
    }
}
