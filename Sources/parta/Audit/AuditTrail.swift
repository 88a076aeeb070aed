internal import Foundation
internal import Store

extension Store {
    /// Notes in the audit log what this command has just done, where that is no change of the database.
    /// - Parameter detail: what a reader wants to know later, never a secret; cut where it is long.
    func audit(_ action: AuditAction, _ object: String, _ detail: String? = nil) async throws {
        try await record(.now(action, object, detail))
    }

    /// This store, by which a change is noted in the audit log in one transaction with itself.
    /// - Parameter detail: as above.
    func noting(_ action: AuditAction, _ object: String, _ detail: String? = nil) -> any Store {
        noting(.now(action, object, detail))
    }

    /// As above, with what only the write knows.
    /// - Parameter adding: what the detail begins with, from what the write returns.
    func noting<Result: Sendable>(
        _ action: AuditAction, _ object: String, _ detail: String? = nil,
        adding: @escaping @Sendable (Result) -> String
    ) -> any Store {
        noting(.now(action, object, detail)) { ($0 as? Result).map(adding) }
    }
}

extension AuditEntry {
    static func now(_ action: AuditAction, _ object: String, _ detail: String?) -> AuditEntry {
        AuditEntry(
            at: Date(), who: CommandUser.name, action: action, object: object,
            detail: detail.map { String($0.prefix(500)) })
    }
}
