internal import Foundation
internal import Store

extension Store {
    /// Notes in the audit log what this command has just done.
    /// - Parameter detail: what a reader wants to know later, never a secret; cut where it is long.
    func audit(_ action: AuditAction, _ object: String, _ detail: String? = nil) async throws {
        try await record(
            AuditEntry(
                at: Date(), who: CommandUser.name, action: action, object: object,
                detail: detail.map { String($0.prefix(500)) }))
    }
}
