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

    /// All of them, the latest first.
    func plans() async throws -> [SavedPlan]

    /// - Throws: `StoreFailure.unknownPlan`.
    func plan(_ id: Int) async throws -> PlanContents

    /// - Throws: `StoreFailure.unknownPlan`, `.impossibleChange` where it is approved already.
    func approvePlan(_ id: Int, by name: String, at time: Date) async throws

    /// Notes a stage of a part of an approved plan; what has come further stays where it is.
    /// - Returns: how many sites and segments came to the stage.
    /// - Throws: `StoreFailure.unknownPlan`, `.impossibleChange` for a draft, for a part that the plan does not have, and for
    ///   a site that is to be accepted without a measured speed or before it is built.
    func advancePlan(_ progress: PlanProgress) async throws -> Int
}
