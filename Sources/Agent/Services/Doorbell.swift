internal import NIOCore
internal import Reports
internal import Synchronization

/// What a service waits at: somebody rings, or the time is up, or the house closes. One waiter.
///
/// Time is an event loop's: `Task.sleep` would start Dispatch, which wakes the process every second for ever.
final class Doorbell: Sendable {
    enum Reason: Sendable {
        case rang
        case elapsed
        case closed
    }

    private struct State {
        var isRung = false
        var isClosed = false
        var waiter: EventLoopPromise<Reason>?
        /// Which wait this is: an alarm of an earlier one that comes late wakes nobody.
        var turn = 0
    }

    private let loop: any EventLoop
    private let state = Mutex(State())

    init(on loop: any EventLoop) {
        self.loop = loop
    }

    /// Wakes the waiter, or the next one to come.
    func ring() {
        let waiter = state.withLock { state in
            if state.waiter == nil { state.isRung = true }
            return state.waiter.take()
        }
        waiter?.succeed(.rang)
    }

    /// Wakes the waiter and every later one at once.
    func close() {
        let waiter = state.withLock { state in
            state.isClosed = true
            return state.waiter.take()
        }
        waiter?.succeed(.closed)
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Waits, for ever without `seconds`; a ring that came while nobody waited counts.
    func wait(seconds: Double?) async -> Reason {
        let promise = loop.makePromise(of: Reason.self)
        let (immediate, turn): (Reason?, Int) = state.withLock { state in
            state.turn += 1
            if state.isClosed { return (.closed, state.turn) }
            if state.isRung {
                state.isRung = false
                return (.rang, state.turn)
            }
            precondition(state.waiter == nil, "a doorbell has one waiter")
            state.waiter = promise
            return (nil, state.turn)
        }
        if let immediate {
            promise.succeed(immediate)
            return immediate
        }
        let alarm = seconds.map { seconds in
            loop.scheduleTask(in: .bounded(seconds: seconds)) { self.timeIsUp(for: turn) }
        }
        defer { alarm?.cancel() }
        // Only this type completes the promise, and never with a failure.
        return (try? await promise.futureResult.get()) ?? .closed
    }

    /// Waits for the whole time by a clock that sleep does not stop; rings only make it look at that clock.
    /// - Returns: false when the house closes.
    func pause(seconds: Double, by clock: AgentClock) async -> Bool {
        let end = clock.now().monotonic + seconds
        var left = seconds
        while left > 0 {
            switch await wait(seconds: left) {
            case .closed: return false
            case .elapsed: return true
            case .rang: left = end - clock.now().monotonic
            }
        }
        return !isClosed
    }

    private func timeIsUp(for turn: Int) {
        state.withLock { $0.turn == turn ? $0.waiter.take() : nil }?.succeed(.elapsed)
    }
}

extension TimeAmount {
    /// So many seconds, at most 32 years and no less than none, so that no number a server may say overflows.
    static func bounded(seconds: Double) -> TimeAmount {
        // A NaN compares false, which leaves the bound.
        .nanoseconds(Int64(Swift.max(0, Swift.min(1e9, seconds)) * 1e9))
    }
}
