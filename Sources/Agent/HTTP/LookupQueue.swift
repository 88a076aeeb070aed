internal import Synchronization

/// Runs what blocks, a few at a time, each on a thread of its own that ends with it: one name whose server is silent holds
/// up none of the others.
final class LookupQueue: Sendable {
    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    /// How many run at once; more wait in order.
    private let limit: Int
    private let start: @Sendable (@escaping @Sendable () -> Void) -> Bool
    private let state = Mutex(State())

    /// - Parameter start: starts a thread; false where there is none to be had.
    init(
        limit: Int, start: @escaping @Sendable (@escaping @Sendable () -> Void) -> Bool = PassingThread.start
    ) {
        self.limit = limit
        self.start = start
    }

    /// - Returns: false where no thread can be had; `body` is then not run.
    func run(_ body: @escaping @Sendable () -> Void) -> Bool {
        let isNext = state.withLock { state in
            guard state.running < limit else {
                state.waiting.append(body)
                return false
            }
            state.running += 1
            return true
        }
        guard isNext else { return true }
        let isStarted = start { [self] in
            var next: (@Sendable () -> Void)? = body
            while let body = next {
                body()
                next = state.withLock { state in
                    guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                    state.running -= 1
                    return nil
                }
            }
        }
        if !isStarted { state.withLock { $0.running -= 1 } }
        return isStarted
    }
}
