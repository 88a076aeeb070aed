internal import Foundation

/// Who runs a command, for the audit log.
enum CommandUser {
    /// Whoever called sudo, so also where the command runs as the service's account; else the account, by its number where
    /// it has no name. Of the process as it was started: root goes on as the database's owner (`DatabaseAccount`).
    static let name: String = {
        let caller = ProcessInfo.processInfo.environment["SUDO_USER"] ?? ""
        let account = caller.isEmpty ? NSUserName() : caller
        return account.isEmpty ? "uid \(getuid())" : account
    }()
}
