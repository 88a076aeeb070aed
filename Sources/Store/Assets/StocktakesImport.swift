/// What an import of stocktakes did, and how each compares with the books.
public struct StocktakesImport: Codable, Sendable, Equatable {
    /// By school and day.
    public var outcome: ImportOutcome
    public var differences: [StocktakeDifference]

    public init(outcome: ImportOutcome = ImportOutcome(), differences: [StocktakeDifference] = []) {
        self.outcome = outcome
        self.differences = differences
    }
}
