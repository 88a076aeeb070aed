internal import Glibc

/// A descriptor that becomes readable when the program ends, for waits that have no other end.
final class ClosingPipe: Sendable {
    let descriptor: Int32
    private let writeEnd: Int32

    /// - Throws: `ListeningFailure` when the process has no descriptors left.
    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw ListeningFailure(reason: "no pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        Glibc.close(descriptor)
        Glibc.close(writeEnd)
    }

    /// Readable from now on; nothing ever reads it.
    func close() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }
}

/// Why the agent cannot hear of devices.
struct ListeningFailure: Error, CustomStringConvertible {
    let reason: String

    var description: String { reason }
}
