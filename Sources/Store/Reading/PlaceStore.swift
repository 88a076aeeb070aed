/// Where schools lie.
public protocol PlaceStore: Sendable {
    /// The schools that the question's area, school and filters name, by their ids.
    /// - Throws: `StoreFailure.unknownSchool`, `.unknownArea`, `.ambiguousArea`.
    func placeRows(_ query: Query, scope: Scope) async throws -> [PlaceRow]
}
