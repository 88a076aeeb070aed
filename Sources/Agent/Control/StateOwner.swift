internal import Glibc

/// Whose a state directory is: what root does there it does as that user, so that no link planted in it leads anywhere the
/// user could not go alone.
struct StateOwner: Sendable {
    private let user: uid_t
    private let group: gid_t

    /// - Returns: nil where there is nothing to lay down: not root, no directory yet, or root's own.
    init?(of directory: String) {
        var facts = stat()
        guard geteuid() == 0, stat(directory, &facts) == 0, facts.st_uid != 0 else { return nil }
        user = facts.st_uid
        group = facts.st_gid
    }

    /// Becomes the owner, in all threads, until `resume()`.
    /// - Throws: `StateFailure`; then this process is root still.
    func assume() throws {
        // The group first: who is root no longer may not change it.
        guard setegid(group) == 0 else { throw failure }
        guard seteuid(user) == 0 else {
            let told = failure
            setegid(getgid())
            throw told
        }
    }

    /// Becomes root again: the real user never changed, so this cannot fail.
    func resume() {
        seteuid(getuid())
        setegid(getgid())
    }

    private var failure: StateFailure {
        StateFailure(errno: errno, path: "user \(user)", action: "cannot be acted for")
    }
}
