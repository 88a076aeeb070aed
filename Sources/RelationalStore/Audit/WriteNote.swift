internal import Store

/// What a write notes of itself in the audit log.
struct WriteNote: Sendable {
    let entry: AuditEntry
    /// What the detail begins with, from what the write returns.
    let adding: (@Sendable (any Sendable) -> String?)?

    func entry(of result: any Sendable) -> AuditEntry {
        guard let addition = adding?(result) else { return entry }
        var entry = entry
        entry.detail = [addition, entry.detail].compactMap(\.self).joined(separator: "; ")
        return entry
    }
}
