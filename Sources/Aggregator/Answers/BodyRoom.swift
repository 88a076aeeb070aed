internal import Synchronization

/// How many bytes the bodies of all requests under way have together, and how many they may.
///
/// Each is bounded by itself, but a few thousand connections may bring one each. Bytes count as they arrive, so that
/// announcing a body takes no room. A sixteenth of it at most is for one address, and never less than one delivery takes: a
/// few that let theirs drip must not shut all others out. This machine itself has no share: where a proxy stands in front,
/// everybody comes from there.
final class BodyRoom: Sendable {
    private struct Use {
        var total = 0
        var byCaller: [CallerAddress: Int] = [:]
    }

    private let limitBytes: Int
    private let shareBytes: Int
    private let use = Mutex(Use())

    /// - Parameter deliveryBytes: how large one request's body may be.
    init(limitBytes: Int, deliveryBytes: Int) {
        self.limitBytes = limitBytes
        shareBytes = max(limitBytes / 16, deliveryBytes)
    }

    var usedBytes: Int { use.withLock { $0.total } }

    fileprivate func take(_ bytes: Int, for caller: CallerAddress) throws {
        try use.withLock { use in
            let own = use.byCaller[caller, default: 0]
            guard bytes <= limitBytes - use.total, caller.isLoopback || bytes <= shareBytes - own else {
                throw Refusal.crowded
            }
            use.total += bytes
            use.byCaller[caller] = own + bytes
        }
    }

    fileprivate func give(_ bytes: Int, back caller: CallerAddress) {
        use.withLock { use in
            use.total -= bytes
            let left = use.byCaller[caller, default: 0] - bytes
            use.byCaller[caller] = left > 0 ? left : nil
        }
    }
}

/// What one request has of it: from its first byte until it is answered.
final class BodyShare: Sendable {
    private let room: BodyRoom
    private let caller: CallerAddress
    private let bytes = Mutex(0)

    init(of room: BodyRoom, for caller: CallerAddress) {
        self.room = room
        self.caller = caller
    }

    deinit { release() }

    /// - Throws: `Refusal.crowded`.
    func add(_ count: Int) throws {
        try room.take(count, for: caller)
        bytes.withLock { $0 += count }
    }

    func release() {
        let held = bytes.withLock { bytes in
            defer { bytes = 0 }
            return bytes
        }
        if held > 0 { room.give(held, back: caller) }
    }
}
