/// One by one what lists only tell the sum of.
public protocol LineTestStore: Sendable {
    /// The line tests of one school in the question's period, by their time; also those that count for nothing, which say why.
    /// - Throws: `StoreFailure.unknownSchool`; the query must name a school.
    func lineSamples(_ query: Query, scope: Scope) async throws -> [LineSample]
}
