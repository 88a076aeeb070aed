internal import GRDB
internal import Store

/// Which saved plans a reader sees: those that speak of schools of theirs and of no others, because a plan's money and bound
/// are of all its schools at once.
struct PlanSight {
    let db: Database
    let scope: Scope

    func plans() throws -> [SavedPlan] {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM plan ORDER BY id DESC")
        return try rows.filter { try sees($0["id"]) }.map(PlanTable.plan)
    }

    /// - Throws: `StoreFailure.unknownPlan`.
    func plan(_ id: Int) throws -> PlanContents {
        guard try sees(id) else { throw StoreFailure.unknownPlan(id) }
        return try PlanTable(db: db).contents(id)
    }

    private func sees(_ plan: Int) throws -> Bool {
        if scope == .everything { return true }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT s.id, s.country, s.region, s.district FROM plan_site AS p JOIN school AS s ON s.id = p.site
                WHERE p.plan_id = ?
                """, arguments: [plan])
        return !rows.isEmpty && rows.allSatisfy { scope.includes(SchoolColumns.area($0), school: $0["id"]) }
    }
}
