/// What was done, as a fixed word.
public enum AuditAction: String, Codable, Sendable, CaseIterable {
    case schoolsImported = "schools_imported"
    case bundlesImported = "bundles_imported"
    case enrollmentMade = "enrolment_made"
    case enrollmentRevoked = "enrolment_revoked"
    case agentApproved = "agent_approved"
    case agentRevoked = "agent_revoked"
    case settingsChanged = "settings_changed"
    case gatewayNamingOpened = "gateway_naming_opened"
    case gatewayMoved = "gateway_moved"
    case serverKeyRotated = "server_key_rotated"
    case sealingKeyRotated = "sealing_key_rotated"
    case serversNamed = "servers_named"
    case tokenMade = "token_made"
    case tokenRevoked = "token_revoked"
    case databaseBackedUp = "database_backed_up"
    case databaseRestored = "database_restored"
    case backupKeyChanged = "backup_key_changed"
    /// A day's reads of one part of the API by one token.
    case read
}
