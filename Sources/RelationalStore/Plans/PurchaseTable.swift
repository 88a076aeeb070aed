internal import Relational
internal import Store

/// What saved plans buy and send as rows.
struct PurchaseTable {
    let db: Database

    /// - Throws: `StoreFailure.unknownSchool`.
    func keep(_ contents: PlanContents, of plan: Int) throws {
        let check = RegisterCheck(db: db)
        let schools = contents.purchases.map(\.school) + contents.transfers.flatMap { [$0.from, $0.to] }
        for school in Set(schools).sorted() { try check.requireSchool(school) }
        let purchase = try db.cachedStatement(
            sql: "INSERT INTO plan_purchase VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for row in contents.purchases {
            try purchase.execute(
                arguments: [
                    plan, row.order, row.lot, row.district, row.school, row.category.rawValue, row.spec, row.count,
                    row.unitPrice, row.cost, row.runningAYear, row.year, row.verifiedBefore, row.stage.rawValue,
                ])
        }
        let transfer = try db.cachedStatement(sql: "INSERT INTO plan_transfer VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (position, row) in contents.transfers.enumerated() {
            try transfer.execute(
                arguments: [plan, position, row.from, row.to, row.category.rawValue, row.count, row.km])
        }
    }

    func purchases(of plan: Int) throws -> [PlannedPurchase] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM plan_purchase WHERE plan_id = ? ORDER BY position", arguments: [plan]
        ).map { row in
            PlannedPurchase(
                order: row["position"], lot: row["lot"], district: row["district"], school: row["school_id"],
                category: try row.value(EquipmentKind.self, "category"), spec: row["spec"], count: row["count"],
                unitPrice: row["unit_price"], cost: row["cost"], runningAYear: row["running_a_year"],
                year: row["year"], verifiedBefore: row["verified_before"],
                stage: try row.value(PlanStage.self, "stage"))
        }
    }

    func transfers(of plan: Int) throws -> [PlannedTransfer] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM plan_transfer WHERE plan_id = ? ORDER BY position", arguments: [plan]
        ).map { row in
            PlannedTransfer(
                from: row["from_school_id"], to: row["to_school_id"],
                category: try row.value(EquipmentKind.self, "category"), count: row["count"], km: row["km"])
        }
    }
}
