internal import Glibc

/// A socket to the kernel's generic netlink; closed with its owner.
struct NetlinkSocket: ~Copyable {
    private let descriptor: Int32

    /// Nil where the kernel or the sandbox gives none.
    init?() {
        // AF_NETLINK, SOCK_RAW with SOCK_CLOEXEC, NETLINK_GENERIC: Glibc's module leaves their header out.
        descriptor = socket(16, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 16)
        guard descriptor >= 0 else { return nil }
        var limit = timeval(tv_sec: 0, tv_usec: 250_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// All messages up to the end of the answer, at most 64 reads; what came until a failure or a quarter of a second's
    /// silence.
    func answers(to question: NetlinkMessage) -> [NetlinkMessage] {
        // A socket without a peer speaks to the kernel.
        let bytes = question.encode(sequence: 1)
        guard send(descriptor, bytes, bytes.count, 0) == bytes.count else { return [] }
        var messages: [NetlinkMessage] = []
        var buffer = [UInt8](repeating: 0, count: 32_768)
        for _ in 0..<64 {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            let read = NetlinkMessage.parse(Array(buffer.prefix(count)))
            messages += read
            let isDump = question.flags == NetlinkMessage.dump
            let isOver = read.contains { $0.type == NetlinkMessage.done || $0.type == NetlinkMessage.error }
            if isOver || (!isDump && !read.isEmpty) { break }
        }
        return messages
    }
}
