public import FoundationEssentials

/// Keeps fiber nodes, and plans with how far they have come. What a saved plan decided never changes; only its stages do.
public protocol PlanStore: Sendable {
    /// Adds nodes that are new and changes those that differ.
    /// - Throws: `StoreFailure.doubledRow`.
    func importFiberNodes(_ nodes: [FiberNode], dryRun: Bool) async throws -> ImportOutcome

    /// By id.
    func fiberNodes() async throws -> [FiberNode]

    /// Keeps a plan as a draft.
    /// - Returns: its number.
    /// - Throws: `StoreFailure.impossibleChange` where its name is taken, `.unknownPlan` for one it is to replace.
    func savePlan(_ contents: PlanContents) async throws -> Int

    /// The latest first. Whoever sees less than everything sees the plans that speak of schools of theirs and of no others.
    func plans(scope: Scope) async throws -> [SavedPlan]

    /// - Throws: `StoreFailure.unknownPlan`, also for one that the scope does not see.
    func plan(_ id: Int, scope: Scope) async throws -> PlanContents

    /// The plans that the scope sees, or the one that `QueryFilters.plan` names, the latest first; where the query narrows the
    /// schools, only plans that speak of one of these, with their parts alone.
    ///
    /// With suppression, no site has a weight: weights may be pupils.
    /// - Throws: `StoreFailure.unknownPlan`, `.unknownArea`, `.unknownSchool`.
    func planContents(_ query: Query, scope: Scope) async throws -> [PlanContents]

    /// - Parameter programme: with a plan of purchases: their schools take part in it from now on, and it expects them.
    /// - Throws: `StoreFailure.unknownPlan`, `.unknownProgramme`, `.impossibleChange` where it is approved already, and for a
    ///   programme with a plan of fiber.
    func approvePlan(_ id: Int, by name: String, at time: Date, programme: String?) async throws

    /// Notes a stage of a part of an approved plan; what has come further stays where it is.
    /// - Returns: how many sites, segments and purchases came to the stage.
    /// - Throws: `StoreFailure.unknownPlan`, `.impossibleChange` for a draft, for a part that the plan does not have, for
    ///   a site that is to be accepted without a measured speed, a purchase without having been seen, and for either before
    ///   it is built.
    func advancePlan(_ progress: PlanProgress) async throws -> Int

    /// What approved plans let programmes expect, by programme, plan, lot and school.
    /// - Throws: `StoreFailure.unknownProgramme`.
    func expectedDeliveries(_ query: Query, scope: Scope) async throws -> [ExpectedDelivery]
}
