public import FoundationEssentials

/// Keeps account of changes and of reads. What is kept never changes and never goes.
public protocol AuditStore: Sendable {
    func record(_ entry: AuditEntry) async throws

    /// The same store, whose writes keep a note of themselves in their own transaction: nothing changes without its note, and
    /// what changed nothing leaves none.
    func noting(_ entry: AuditEntry) -> any Store

    /// Counts one answer to a token, by day (UTC) and part of the API, and notes when the token was used last.
    func recordRead(by token: ReaderToken, of path: String, rows: Int, at time: Date) async throws

    /// The latest first; a day's reads of one path by one token are one entry.
    /// - Parameter limit: at most this many; nil for all.
    func audit(since: Date?, limit: Int?) async throws -> [AuditEntry]
}
