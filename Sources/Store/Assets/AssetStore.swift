public import FoundationEssentials

/// Keeps what stands on schools' books: assets with the history of their states, counted lists, computers without an agent.
///
/// Every import is one transaction, all or none; the same file twice changes nothing.
public protocol AssetStore: Sendable {
    /// Adds the assets that are new and changes those that differ; a state that differs joins the asset's history.
    /// - Parameters:
    ///   - time: when a state began of which the file says no day.
    ///   - dryRun: says what would change and changes nothing.
    /// - Throws: `StoreFailure.unknownSchool`, `.doubledAsset`.
    func importAssets(_ assets: [Asset], at time: Date, dryRun: Bool) async throws -> ImportOutcome

    /// Keeps the lists, each in place of an earlier one of its school and day, and compares them with the books.
    /// - Throws: `StoreFailure.unknownSchool`.
    func importStocktakes(_ stocktakes: [Stocktake], at time: Date, dryRun: Bool) async throws -> StocktakesImport

    /// Adds computers and changes those that differ. One known by its serial, UUID or label at another school moves; one that
    /// has an agent is that agent's computer from then on.
    /// - Throws: `StoreFailure.unknownSchool`.
    func importComputers(_ computers: [RegisteredComputer], at time: Date, dryRun: Bool) async throws -> ImportOutcome

    /// By school and inventory number.
    func assets(_ query: Query, scope: Scope) async throws -> [AssetRow]
}
