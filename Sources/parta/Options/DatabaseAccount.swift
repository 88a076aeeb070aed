internal import Foundation
internal import Glibc
internal import Presentation
internal import Synchronization

/// The account that a database belongs to.
///
/// Root works on a database as its owner, for good: SQLite makes `-wal` and `-shm` files beside it, which the service could
/// not open were they root's. What only root may read or write is opened before.
struct DatabaseAccount: Equatable {
    var user: uid_t
    var group: gid_t

    /// Of the file, else of the directory that it is to be made in; nil where neither is there. Where the file is root's in
    /// another's directory, a command that went wrong has left it, and the directory says whose it should be.
    init?(ofDatabase path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let owners = [path, folder].compactMap(Self.owner)
        guard let owner = owners.first(where: { $0.user != 0 }) ?? owners.first else { return nil }
        self = owner
    }

    /// Where this is root and the account another, becomes that account; else does nothing.
    /// - Throws: `CommandFailure` when the system does not let it.
    func become() throws {
        guard geteuid() == 0, user != 0 else { return }
        // Who it was is asked later, for the audit log.
        _ = CommandUser.name
        Self.became.withLock { $0 = Self.name(of: user) }
        let account = getpwuid(user)?.pointee
        let group = account?.pw_gid ?? group
        let joined = account.map { initgroups($0.pw_name, group) } ?? setgroups(0, nil)
        guard joined == 0, setgid(group) == 0, setuid(user) == 0, setuid(0) != 0 else {
            throw CommandFailure(
                .noPermission,
                "cannot go on as \(Self.name(of: user)), to whom the database belongs; run the command as that account: "
                    + "sudo -u \(Self.name(of: user)) parta ...")
        }
    }

    /// The account that this process, started by root, goes on as; nil where it is as it was started.
    static var taken: String? { became.withLock { $0 } }

    private static let became = Mutex<String?>(nil)

    static func name(of user: uid_t) -> String {
        guard let account = getpwuid(user)?.pointee else { return "uid \(user)" }
        return String(cString: account.pw_name)
    }

    /// Of what a link leads to.
    private static func owner(of path: String) -> DatabaseAccount? {
        let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target),
            let user = attributes[.ownerAccountID] as? NSNumber,
            let group = attributes[.groupOwnerAccountID] as? NSNumber
        else { return nil }
        return DatabaseAccount(user: user.uint32Value, group: group.uint32Value)
    }

    init(user: uid_t, group: gid_t) {
        self.user = user
        self.group = group
    }
}
