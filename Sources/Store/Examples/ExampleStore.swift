/// Takes a made-up country in, past the signed reports that a real one is made of.
///
/// Ingesting five million devices one signed report at a time takes hours. What is written is what ingesting would have
/// left in every table that lists read, a test proves; the envelopes themselves are not there, since nobody signed any.
public protocol ExampleStore: Sendable {
    /// Readies an empty database. Indices that a load in bulk keeps slowly are taken away until `finishExample()`.
    /// - Throws: `StoreFailure.holdsSchools` for a database with any school in it, made up or not.
    func beginExample() async throws

    /// Adds schools, each with all that its computers told, all or none.
    ///
    /// A school's support school may come in a later call: what is named and never came is found by `finishExample()`.
    /// - Throws: the database's own error, when two computers or tests share an id.
    func writeExample(_ schools: [MadeSchool]) async throws

    /// Makes the indices anew and checks that everything named is there; before that the database answers nothing rightly.
    /// - Throws: `StoreFailure.incompleteExample`, naming what is missing.
    func finishExample() async throws
}
