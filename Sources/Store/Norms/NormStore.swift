/// Keeps norm files, each version beside the others.
public protocol NormStore: Sendable {
    /// One transaction: all or none; the same file twice changes nothing.
    /// - Throws: `StoreFailure.doubledRow` where two are of one id and version.
    func importNorms(_ norms: [KeptNorm], dryRun: Bool) async throws -> ImportOutcome

    /// All that are kept, by id, the latest version of each first.
    func norms() async throws -> [KeptNorm]

    /// - Parameter name: an id, for the version with the latest date, or `id@version`.
    /// - Throws: `StoreFailure.unknownNorm`.
    func norm(_ name: String) async throws -> KeptNorm
}
