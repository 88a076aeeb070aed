internal import Relational
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

    /// - Throws: `StoreFailure.unknownPlan`, `.unknownArea`, `.unknownSchool`.
    func contents(_ query: Query) throws -> [PlanContents] {
        let filters = query.filters
        let isNarrow = [query.area, query.school, filters.name, filters.type?.rawValue].contains { $0 != nil }
        // Made in any case: it tells of a place that nobody knows.
        let asked = try Filter(query, scope: scope, in: db)
        let schools = isNarrow || filters.rural != nil ? Set(try asked.schools(in: db)) : nil
        let ids = try filters.plan.map { [$0] } ?? plans().map(\.id)
        return try ids.compactMap { id in
            var contents = try plan(id)
            if let schools { contents.narrow(to: schools) }
            if schools != nil, contents.sites.isEmpty { return nil }
            if query.suppression != nil {
                for index in contents.sites.indices { contents.sites[index].weight = nil }
            }
            return contents
        }
    }

    private func sees(_ plan: Int) throws -> Bool {
        if scope == .everything { return true }
        // Where a school lay that was erased, nobody knows any more.
        let isErased = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM plan_site AS p JOIN erasure AS e ON e.school_id = p.site
                    WHERE p.plan_id = ? AND NOT EXISTS (SELECT 1 FROM school AS s WHERE s.id = p.site))
                """, arguments: [plan])
        if isErased == true { return false }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT s.id, s.country, s.region, s.district FROM plan_site AS p JOIN school AS s ON s.id = p.site
                WHERE p.plan_id = ?
                """, arguments: [plan])
        return !rows.isEmpty && rows.allSatisfy { scope.includes(SchoolColumns.area($0), school: $0["id"]) }
    }
}

extension PlanContents {
    fileprivate mutating func narrow(to schools: Set<String>) {
        sites.removeAll { !schools.contains($0.site) }
        segments.removeAll { !schools.contains($0.from) && !schools.contains($0.to) }
        purchases.removeAll { !schools.contains($0.school) }
        transfers.removeAll { !schools.contains($0.from) && !schools.contains($0.to) }
    }
}
