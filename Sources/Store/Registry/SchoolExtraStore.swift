/// Knows beside each school what other platforms say of it (`SchoolsAsk.extras`), so that an export to them gives it back.
public protocol SchoolExtraStore: Sendable {
    /// What one source said of the schools that `schools(_:scope:)` gives for the same query, page by page.
    func schoolExtras(from source: String, _ query: Query, scope: Scope) async throws -> [SchoolExtra]
}
