internal import Glibc
internal import Synchronization
@_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) internal import _Concurrency

/// Runs every Swift task of the process on one thread that sleeps until there is work.
///
/// The standard executors sit on libdispatch, which wakes an idle process once a second for ever; a classroom PC on battery
/// should not pay for a daemon that waits. The interface is SPI of the Swift runtime, so it stays in this file; decision
/// 0003 says why, and what to do when it changes.
public enum QuietExecutor {
    /// Installs the executor and runs `body` on it; never returns.
    ///
    /// Call it once, first thing in a synchronous main. With `PARTA_EXECUTOR=dispatch` in the environment the runtime's own
    /// executors stay, should a future runtime break this one.
    /// - Parameter body: answers the process's exit code.
    public static func run(_ body: @escaping @Sendable () async -> Int32) -> Never {
        if let choice = getenv("PARTA_EXECUTOR"), String(cString: choice) == "dispatch" {
            Task { exit(await body()) }
            while true { pause() }
        }
        _createExecutors(factory: Factory.self)
        isInstalled.withLock { $0 = true }
        Task { exit(await body()) }
        Factory.loop.runForever()
    }

    /// Suspends until one of `descriptors` can be read without blocking, or is closed at its other end.
    ///
    /// Without the executor installed (tests, the fallback) a thread of its own waits instead.
    /// - Parameter timeout: how long at most; nil for ever.
    /// - Returns: the ready ones, none when the time was up.
    public static func readable(_ descriptors: [Int32], timeout: Duration? = nil) async -> Set<Int32> {
        await withCheckedContinuation { continuation in
            let watch = Watch(
                descriptors: descriptors, deadline: timeout.map { ContinuousClock.now.advanced(by: $0) },
                continuation: continuation)
            if isInstalled.withLock({ $0 }) { Factory.loop.add(watch) } else { BlockingWait.start(watch) }
        }
    }

    private static let isInstalled = Mutex(false)

    private enum Factory: ExecutorFactory {
        static let loop = Loop()
        static var mainExecutor: any MainExecutor { loop }
        static var defaultExecutor: any TaskExecutor { loop }
    }
}

/// The one thread's queue: jobs in order, timers by deadline, a pipe to wake it.
private final class Loop: MainExecutor, TaskExecutor, SchedulingExecutor {
    private struct Timer {
        var deadline: ContinuousClock.Instant
        var job: UnownedJob
    }

    private struct State {
        var jobs: [UnownedJob] = []
        /// Sorted by deadline, earliest last.
        var timers: [Timer] = []
        var watches: [Watch] = []
        var sleeping = false
    }

    private let state = Mutex(State())
    /// A pipe that holds at most one byte while the thread sleeps.
    private let wakeUp: (read: Int32, write: Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        let made = pipe(&ends)
        precondition(made == 0, "no file descriptors for the executor's wake-up: \(String(cString: strerror(errno)))")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        wakeUp = (ends[0], ends[1])
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        wake(after: { $0.jobs.append(job) })
    }

    func enqueue<C: Clock>(_ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C) {
        let job = UnownedJob(job)
        // Both clocks of the standard library measure in `Duration`; another clock's delay counts as due.
        let deadline = ContinuousClock.now.advanced(by: delay as? Duration ?? .zero)
        wake(after: { state in
            let index = state.timers.firstIndex { $0.deadline <= deadline } ?? state.timers.endIndex
            state.timers.insert(Timer(deadline: deadline, job: job), at: index)
        })
    }

    func add(_ watch: Watch) {
        wake(after: { $0.watches.append(watch) })
    }

    func run() throws { runForever() }

    func stop() {}

    var isMainExecutor: Bool { true }

    func runForever() -> Never {
        while true {
            let (jobs, next) = takeDue()
            for job in jobs {
                job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
            }
            // With jobs still running, descriptors are looked at without waiting, so that none starves.
            wait(until: next, atMostMs: jobs.isEmpty ? Int32.max : 0)
        }
    }

    /// The jobs to run now, or, when there are none, when the next timer is due.
    private func takeDue() -> (jobs: [UnownedJob], next: ContinuousClock.Instant?) {
        let now = ContinuousClock.now
        return state.withLock { state in
            state.sleeping = false
            while let timer = state.timers.last, timer.deadline <= now {
                state.jobs.append(timer.job)
                state.timers.removeLast()
            }
            let jobs = state.jobs
            state.jobs.removeAll(keepingCapacity: true)
            if jobs.isEmpty { state.sleeping = true }
            return (jobs, state.timers.last?.deadline)
        }
    }

    private func wait(until timer: ContinuousClock.Instant?, atMostMs limit: Int32) {
        let watches = state.withLock { $0.watches }
        if limit == 0, watches.isEmpty { return }
        let deadline = (watches.map(\.deadline) + [timer]).compactMap(\.self).min()
        let timeout = limit == 0 ? 0 : Watch.milliseconds(until: deadline)
        let descriptors = Set(watches.flatMap(\.descriptors)).union([wakeUp.read])
        var ready = Watch.poll(descriptors, timeoutMs: timeout)
        if ready.remove(wakeUp.read) != nil {
            var byte: UInt8 = 0
            _ = read(wakeUp.read, &byte, 1)
        }
        let now = ContinuousClock.now
        let ended = state.withLock { state in
            defer { state.watches.removeAll { $0.isOver(ready: ready, now: now) } }
            return state.watches.filter { $0.isOver(ready: ready, now: now) }
        }
        for watch in ended { watch.continuation.resume(returning: ready.intersection(watch.descriptors)) }
    }

    private func wake(after change: (inout State) -> Void) {
        let wasSleeping = state.withLock { state in
            change(&state)
            defer { state.sleeping = false }
            return state.sleeping
        }
        guard wasSleeping else { return }
        var byte: UInt8 = 1
        _ = write(wakeUp.write, &byte, 1)
    }
}
