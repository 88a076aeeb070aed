internal import Foundation
internal import Relational
internal import Store

/// Saved plans as rows.
struct PlanTable {
    let db: Database

    func save(_ contents: PlanContents) throws -> Int {
        let plan = contents.plan
        if let replans = plan.replans { _ = try self.plan(replans) }
        let taken = try Int.fetchOne(db, sql: "SELECT id FROM plan WHERE name = ?", arguments: [plan.name])
        if let taken {
            throw StoreFailure.impossibleChange("plan \(taken) is called \"\(plan.name)\" already; give another name")
        }
        let number = try db.insert(
            sql: """
                INSERT INTO plan (name, kind, made_at, made_by, input_hash, norm, settings_version, currency, budget, spent,
                    weight, upper_bound, replans)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                plan.name, plan.kind.rawValue, plan.madeAt.seconds, plan.madeBy, plan.inputHash, plan.norm,
                plan.settingsVersion, plan.currency, plan.budget, plan.spent, plan.weight, plan.upperBound,
                plan.replans,
            ], numbering: "id")
        let id = Int(number)
        let site = try db.cachedStatement(sql: "INSERT INTO plan_site VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (position, row) in contents.sites.enumerated() {
            try site.execute(
                arguments: [
                    id, position, row.site, row.name, row.technology, row.phase, row.order, row.cost, row.weight,
                    row.reason, row.lot, row.stage?.rawValue,
                ])
        }
        let segment = try db.cachedStatement(sql: "INSERT INTO plan_segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for row in contents.segments {
            try segment.execute(
                arguments: [
                    id, row.order, row.from, row.to, row.km, row.cost, row.phase, row.lot, row.stage.rawValue,
                ])
        }
        try PurchaseTable(db: db).keep(contents, of: id)
        return id
    }

    func plan(_ id: Int) throws -> SavedPlan {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM plan WHERE id = ?", arguments: [id]) else {
            throw StoreFailure.unknownPlan(id)
        }
        return try Self.plan(row)
    }

    func contents(_ id: Int) throws -> PlanContents {
        PlanContents(
            plan: try plan(id),
            sites: try Row.fetchAll(
                db, sql: "SELECT * FROM plan_site WHERE plan_id = ? ORDER BY position", arguments: [id]
            ).map { row in
                PlannedSite(
                    site: row["site"], name: row["name"], technology: row["technology"], phase: row["phase"],
                    order: row["build_order"], cost: row["cost"], weight: row["weight"], reason: row["reason"],
                    lot: row["lot"], stage: try row.valueIfPresent(PlanStage.self, "stage"))
            },
            segments: try Row.fetchAll(
                db, sql: "SELECT * FROM plan_segment WHERE plan_id = ? ORDER BY build_order", arguments: [id]
            ).map { row in
                PlannedSegment(
                    order: row["build_order"], from: row["from_place"], to: row["to_place"], km: row["km"],
                    cost: row["cost"], phase: row["phase"], lot: row["lot"],
                    stage: try row.value(PlanStage.self, "stage"))
            }, purchases: try PurchaseTable(db: db).purchases(of: id),
            transfers: try PurchaseTable(db: db).transfers(of: id))
    }

    static func plan(_ row: Row) throws -> SavedPlan {
        SavedPlan(
            id: row["id"], name: row["name"], kind: try row.value(PlanKind.self, "kind"),
            madeAt: row.date("made_at"), madeBy: row["made_by"],
            inputHash: row["input_hash"], norm: row["norm"], settingsVersion: row["settings_version"],
            currency: row["currency"], budget: row["budget"], spent: row["spent"], weight: row["weight"],
            upperBound: row["upper_bound"], replans: row["replans"], approvedAt: row.dateIfPresent("approved_at"),
            approvedBy: row["approved_by"], programme: row["programme_id"])
    }
}
