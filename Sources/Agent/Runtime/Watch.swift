internal import Glibc

/// Somebody waiting for descriptors, with or without a deadline.
struct Watch: Sendable {
    var descriptors: [Int32]
    var deadline: ContinuousClock.Instant?
    var continuation: CheckedContinuation<Set<Int32>, Never>

    func isOver(ready: Set<Int32>, now: ContinuousClock.Instant) -> Bool {
        if !ready.isDisjoint(with: descriptors) { return true }
        guard let deadline else { return false }
        return deadline <= now
    }

    /// Milliseconds for poll(2), rounded up so that it does not return just before; -1 without a deadline.
    static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let wait = (deadline - ContinuousClock.now).components
        return Int32(clamping: max(0, wait.seconds * 1000 + wait.attoseconds / 1_000_000_000_000_000 + 1))
    }

    /// The descriptors that are ready; hang-up and error count, as the reader finds out when it reads.
    static func poll(_ descriptors: Set<Int32>, timeoutMs: Int32) -> Set<Int32> {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard Glibc.poll(&entries, nfds_t(entries.count), timeoutMs) > 0 else { return [] }
        return Set(entries.filter { $0.revents != 0 }.map(\.fd))
    }
}
