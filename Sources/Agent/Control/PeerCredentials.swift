internal import Glibc
internal import NIOCore

/// Who is at the other end of a local socket, as the kernel says: `struct ucred` of unix(7), which Glibc shows to C with
/// _GNU_SOURCE only.
struct PeerCredentials: Sendable {
    var process: pid_t
    var user: uid_t
    var group: gid_t

    /// Whether it is root or the user this process runs as.
    static func isTrusted(_ channel: any Channel) -> EventLoopFuture<Bool> {
        guard let provider = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(false)
        }
        return provider.unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_PEERCRED))
            .map { (peer: PeerCredentials) in peer.isTrusted(by: geteuid()) }
    }

    func isTrusted(by own: uid_t) -> Bool { user == 0 || user == own }
}
