/// Keeps what schools say of the figures about them. What was said never changes, but in the
/// name of who asks to be erased, and goes with its school alone.
public protocol VoiceStore: Sendable {
    /// - Throws: `StoreFailure.unknownSchool`, also for a school outside the scope.
    func keep(_ word: NewSchoolWord, scope: Scope) async throws -> SchoolWord

    /// The latest first; of the areas, schools and period that the question names.
    func schoolWords(_ query: Query, scope: Scope) async throws -> [SchoolWord]

    /// One word with the tests that were kept with it; nil for one outside the scope.
    func dossier(_ id: Int, scope: Scope) async throws -> (word: SchoolWord, tests: [EvidenceTest])?
}
