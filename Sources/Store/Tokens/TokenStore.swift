public import FoundationEssentials

/// Keeps the tokens of the reading API.
public protocol TokenStore: Sendable {
    /// - Throws: `StoreFailure.unknownSchool`, `.unknownArea`, `.ambiguousArea`, `.tokenNameTaken`.
    func createToken(_ token: NewReaderToken) async throws -> ReaderToken

    /// All that ever were, in the order they were made.
    func tokens() async throws -> [ReaderToken]

    /// The token whose SHA-256 this is, be it expired or revoked.
    func token(hash: Data) async throws -> ReaderToken?

    /// Revoking again changes nothing.
    /// - Throws: `StoreFailure.unknownToken`.
    func revokeToken(_ id: Int, at time: Date) async throws -> ReaderToken
}
