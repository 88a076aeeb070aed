public import FoundationEssentials

/// Keeps account of changes and of reads. What is kept never goes, and never changes
/// but in a name that is erased on request.
public protocol AuditStore: Sendable {
    func record(_ entry: AuditEntry) async throws

    /// The same store, whose writes keep a note of themselves in their own transaction: nothing changes without its note, and
    /// what changed nothing leaves none.
    /// - Parameter adding: what its detail begins with, from what the write returns: the number that it gave, say. Nil adds
    ///   nothing.
    func noting(_ entry: AuditEntry, adding: (@Sendable (any Sendable) -> String?)?) -> any Store

    /// Counts one answer to a token, by day (UTC) and part of the API, and notes when the token was used last.
    func recordRead(by token: ReaderToken, of path: String, rows: Int, at time: Date) async throws

    /// The latest first; a day's reads of one path by one token are one entry.
    /// - Parameter limit: at most this many; nil for all.
    func audit(since: Date?, limit: Int?) async throws -> [AuditEntry]
}

extension AuditStore {
    /// The same store, whose writes keep this note of themselves.
    public func noting(_ entry: AuditEntry) -> any Store { noting(entry, adding: nil) }
}
