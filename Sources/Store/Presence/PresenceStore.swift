public import Reports

/// Answers what schools have, and how sure that is.
///
/// What is told of a school is worked out for a civil day and kept: a country's question reads what is kept. Of schools whose
/// figures are of an earlier day, or of which reports or lists have come since, a question brings a few up to date first and
/// takes the others as they are; each row says of which day it is. So does a question for an earlier day, of which what was worked
/// out is kept apart, of the last such days that anybody asked for.
public protocol PresenceStore: Sendable {
    /// How many of each category there are: by school, and by room too where `QueryFilters.byRoom` asks for it.
    func stock(_ query: Query, scope: Scope) async throws -> [StockRow]

    /// All things that a count of `stock` is made of, whether they count or not.
    /// - Throws: `StoreFailure.unknownSchool`; the query must name a school.
    func stockItems(_ query: Query, scope: Scope) async throws -> [StockItem]

    /// A row for each school: computers, live agents, and what is missing to be sure.
    func coverage(_ query: Query, scope: Scope) async throws -> [CoverageRow]

    /// What `stock` says of some categories, by school, with the coverage of each.
    /// - Parameter schools: only these; nil for all that the query asks for.
    func presence(
        _ query: Query, categories: Set<Reports.Category>, schools: Set<String>?, scope: Scope
    ) async throws -> [String: SchoolPresence]

    /// Which networks schools are known to have, because a computer of theirs tested the line over one in the last 60 days. Of
    /// the others, and of schools that are not named, nobody knows.
    func networks(_ query: Query, scope: Scope) async throws -> [String: Set<EquipmentKind>]

    /// Brings figures up to date, those that have never been worked out and the oldest first.
    /// - Parameter limit: at most so many schools, in one transaction.
    /// - Returns: how many schools are still not up to date.
    func refreshFigures(_ query: Query, scope: Scope, limit: Int) async throws -> Int

    /// Brings what is kept of earlier days up to date.
    /// - Parameter limit: at most so many schools' days, in one transaction.
    /// - Returns: how many are left.
    func refreshPastFigures(limit: Int) async throws -> Int
}

extension PresenceStore {
    /// Of all schools that the query asks for.
    public func presence(
        _ query: Query, categories: Set<Reports.Category>, scope: Scope
    ) async throws -> [String: SchoolPresence] {
        try await presence(query, categories: categories, schools: nil, scope: scope)
    }
}
