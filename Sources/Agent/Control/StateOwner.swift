internal import FoundationEssentials
internal import Glibc
internal import Outbox

/// Whose a state directory is: what root does there it does as that user, so that no link planted in it leads anywhere the
/// user could not go alone.
///
/// The directory is opened by root and then named by its descriptor: systemd keeps the state of a dynamic user behind a
/// directory that only root may pass (`/var/lib/private`), and names that a command was given go on meaning what they did.
public final class StateOwner: Sendable {
    /// What the directory is called by people.
    private let directory: String
    private let descriptor: Int32
    private let user: uid_t
    private let group: gid_t
    /// Root's own, to be taken back.
    private let groups: [gid_t]

    /// - Returns: nil where there is nothing to lay down: not root, no directory yet, or root's own.
    /// - Throws: `StateFailure`.
    public init?(of directory: String) throws {
        guard geteuid() == 0 else { return nil }
        let opened = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else {
            // Who makes it says what is wrong with it.
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw StateFailure(errno: errno, path: directory, action: "cannot be opened")
        }
        var facts = stat()
        guard fstat(opened, &facts) == 0, facts.st_uid != 0 else {
            close(opened)
            return nil
        }
        var groups = [gid_t](repeating: 0, count: Int(max(0, getgroups(0, nil))))
        let count = getgroups(Int32(groups.count), &groups)
        self.groups = Array(groups.prefix(Int(max(0, count))))
        (self.directory, descriptor, user, group) = (directory, opened, facts.st_uid, facts.st_gid)
    }

    /// The directory until the process ends, whoever may pass those above it: the descriptor is never closed, as what was
    /// opened by it is closed by this name.
    public var path: String { "/proc/self/fd/\(descriptor)" }

    /// Becomes the owner, in all threads, until `resume()`.
    /// - Throws: `StateFailure`; then this process is root still.
    public func assume() throws {
        // The groups first: who is root no longer may not change them.
        guard setgroups(1, [group]) == 0 else { throw failure }
        guard setegid(group) == 0, seteuid(user) == 0 else {
            let told = failure
            resume()
            throw told
        }
    }

    /// Becomes root again: the real user never changed, so this cannot fail.
    public func resume() {
        seteuid(getuid())
        setegid(getgid())
        setgroups(groups.count, groups)
    }

    /// Words with the directory's own name in them.
    public func plain(_ words: String) -> String { words.replacing(path, with: directory) }

    /// The same failure, told of the directory by its own name.
    public func plain(_ failure: any Error) -> any Error {
        switch failure {
        case var failure as StateFailure:
            (failure.path, failure.reason) = (plain(failure.path), plain(failure.reason))
            return failure
        case var failure as OutboxFailure:
            (failure.path, failure.reason) = (plain(failure.path), plain(failure.reason))
            return failure
        default:
            return failure
        }
    }

    private var failure: StateFailure {
        StateFailure(errno: errno, path: "user \(user)", action: "cannot be acted for")
    }
}
