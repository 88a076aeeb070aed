public import Foundation
internal import GRDB
public import Store

extension SQLiteStore {
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

    public func plans() async throws -> [SavedPlan] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM plan ORDER BY id DESC").map(PlanTable.plan)
        }
    }

    public func plan(_ id: Int) async throws -> PlanContents {
        try await read { db in try PlanTable(db: db).contents(id) }
    }

    public func approvePlan(_ id: Int, by name: String, at time: Date) async throws {
        try await write { db in
            let plan = try PlanTable(db: db).plan(id)
            if let by = plan.approvedBy {
                throw StoreFailure.impossibleChange("plan \(id) is approved already, by \(by)")
            }
            try db.execute(
                sql: "UPDATE plan SET approved_at = ?, approved_by = ? WHERE id = ?",
                arguments: [time.seconds, name, id])
        }
    }

    public func advancePlan(_ progress: PlanProgress) async throws -> Int {
        try await write { db in try PlanAdvance(db: db, progress: progress).advance() }
    }
}
