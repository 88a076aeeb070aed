public import Foundation
internal import Relational
public import Store

extension RelationalStore {
    public func importFiberNodes(_ nodes: [FiberNode], dryRun: Bool) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            var known = Dictionary(uniqueKeysWithValues: try FiberNodeTable.all(in: db).map { ($0.id, $0) })
            var outcome = ImportOutcome()
            var names = Set<String>()
            for node in nodes {
                guard names.insert(node.id).inserted else { throw StoreFailure.doubledRow("node \(node.id)") }
                switch known.updateValue(node, forKey: node.id) {
                case nil: outcome.added.append(node.id)
                case node?:
                    outcome.unchanged.append(node.id)
                    continue
                default: outcome.changed.append(node.id)
                }
                try FiberNodeTable.keep(node, in: db)
            }
            return outcome
        }
    }

    public func fiberNodes() async throws -> [FiberNode] { try await read(FiberNodeTable.all) }

    public func savePlan(_ contents: PlanContents) async throws -> Int {
        try await write { db in try PlanTable(db: db).save(contents) }
    }

    public func plans(scope: Scope) async throws -> [SavedPlan] {
        try await read { db in try PlanSight(db: db, scope: scope).plans() }
    }

    public func plan(_ id: Int, scope: Scope) async throws -> PlanContents {
        try await read { db in try PlanSight(db: db, scope: scope).plan(id) }
    }

    public func planContents(_ query: Query, scope: Scope) async throws -> [PlanContents] {
        try await read { db in try PlanSight(db: db, scope: scope).contents(query) }
    }

    public func approvePlan(_ id: Int, by name: String, at time: Date, programme: String?) async throws {
        try await write { db in
            let plan = try PlanTable(db: db).plan(id)
            if let by = plan.approvedBy {
                throw StoreFailure.impossibleChange("plan \(id) is approved already, by \(by)")
            }
            if let programme { try Self.expect(plan, by: programme, in: db) }
            try db.execute(
                sql: "UPDATE plan SET approved_at = ?, approved_by = ?, programme_id = ? WHERE id = ?",
                arguments: [time.seconds, name, programme, id])
        }
    }

    /// Makes the schools of the plan's purchases the programme's.
    private static func expect(_ plan: SavedPlan, by programme: String, in db: Database) throws {
        guard plan.kind == .equip else {
            throw StoreFailure.impossibleChange(
                "plan \(plan.id) is of fiber, and a programme expects purchases: leave the programme out")
        }
        let schools = Set(try PurchaseTable(db: db).purchases(of: plan.id).map(\.school)).sorted()
        let check = RegisterCheck(db: db)
        try check.requireProgramme(programme)
        _ = try check.join(programme, schools: schools, dryRun: false)
    }

    public func advancePlan(_ progress: PlanProgress) async throws -> Int {
        try await write { db in try PlanAdvance(db: db, progress: progress).advance() }
    }

    public func expectedDeliveries(_ query: Query, scope: Scope) async throws -> [ExpectedDelivery] {
        let rows = try await read { db in try ExpectedDeliveryReader(db: db, query: query, scope: scope).rows() }
        return Array(rows.prefix(query.limit ?? .max))
    }
}
