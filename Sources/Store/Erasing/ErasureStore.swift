/// Takes out of the database what somebody asked to be taken out.
///
/// Counting changes nothing. Erasing goes in batches between which reports are taken in, and notes itself in the audit log: that it
/// happened, who asked for it and why, and how many rows went, but nothing of what they held.
public protocol ErasureStore: Sendable {
    /// What `erase(school:_:)` would take.
    /// - Throws: `StoreFailure.unknownSchool`.
    func erasable(school: String) async throws -> ErasureTally

    /// Takes a school, all that lies about it and the computers that stand in it; they are revoked first, so that no code,
    /// receipt or report brings them back. What broke off goes on when it is called again.
    /// - Returns: what went, of an erasure that goes on what went of it in this call.
    /// - Throws: `StoreFailure.unknownSchool`.
    func erase(school: String, _ order: ErasureOrder) async throws -> ErasureTally

    /// What `erase(device:_:)` would take.
    /// - Throws: `StoreFailure.unknownDevice`, `.severalDevices`, `.deviceOnBooks`.
    func erasable(device: ErasedDevice) async throws -> ErasureTally

    /// Takes a device of somebody's own with its days, its hash and the texts of the envelopes that may hold it; later reports
    /// are taken in without it.
    /// - Returns: what went.
    /// - Throws: as `erasable(device:)`.
    func erase(device: ErasedDevice, _ order: ErasureOrder) async throws -> ErasureTally

    /// Where `erase(person:_:)` would put a mark.
    /// - Throws: `StoreFailure.unknownPerson`.
    func erasable(person: ErasedName) async throws -> ErasureTally

    /// Puts a mark in place of a person's name wherever it stands as an author's, also in the log, and within its texts.
    /// - Returns: where it stood, and the mark.
    /// - Throws: as `erasable(person:)`.
    func erase(person: ErasedName, _ order: ErasureOrder) async throws -> ErasureTally
}
