public import FoundationEssentials
public import Logging
public import ServiceLifecycle
public import Store
internal import Synchronization

/// Asks the store now and then whether it answers and takes something in, so that `/healthz` tells the truth and never waits for
/// a database.
public final class StorePulse: Service {
    /// How often, while all is well and while it is not.
    static let seconds: (well: TimeInterval, ill: TimeInterval) = (5, 1)
    /// While all is well each so manieth question is a durable write, the others only read: a disk may sleep meanwhile.
    static let writesEvery = 6
    /// A question under way for longer than this is no sign of life.
    static let patience: TimeInterval = 15

    private struct State {
        var outage: StoreOutage?
        /// When the question under way was put; nil while none is.
        var askedAt: Date?
        var asked = 0
    }

    private let store: any Store
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let pause: @Sendable (_ seconds: TimeInterval) async throws -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - store: one that has just been opened, and so was there.
    ///   - pause: returns when so many seconds have passed; throws to end.
    public init(
        store: any Store, logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        pause: @escaping @Sendable (_ seconds: TimeInterval) async throws -> Void = {
            try await Task.sleep(for: .seconds($0))
        }
    ) {
        self.store = store
        self.logger = logger
        self.now = now
        self.pause = pause
    }

    /// What was wrong when the store was asked last, or takes very long now; nil while all is well.
    public var outage: StoreOutage? {
        let now = now()
        return state.withLock { state in
            if let outage = state.outage { return outage }
            let isLate = state.askedAt.map { now.timeIntervalSince($0) >= Self.patience } ?? false
            return isLate ? .slow : nil
        }
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do { try await pause(outage == nil ? Self.seconds.well : Self.seconds.ill) } catch { return }
                await ask()
            }
        }
    }

    /// Once. What could not be written is well only when something was written.
    func ask() async {
        let now = now()
        let isToWrite = state.withLock { state in
            state.askedAt = now
            state.asked += 1
            return state.outage != nil || state.asked.isMultiple(of: Self.writesEvery)
        }
        do {
            if isToWrite {
                try await store.proveWritable(at: now)
                note(nil, nil)
            } else {
                _ = try await store.settingsVersion()
                state.withLock { $0.askedAt = nil }
            }
        } catch {
            note((error as? StoreFailure)?.outage ?? .away, error)
        }
    }

    /// Takes in what a request met.
    func note(_ failure: StoreFailure) {
        if let outage = failure.outage { note(outage, failure) }
    }

    private func note(_ outage: StoreOutage?, _ error: (any Error)?) {
        let was = state.withLock { state in
            defer { (state.outage, state.askedAt) = (outage, nil) }
            return state.outage
        }
        guard was != outage else { return }
        if let error {
            logger.error(
                "the database takes nothing in; reports are refused until it does", metadata: ["error": "\(error)"])
        } else {
            logger.notice("the database takes reports again")
        }
    }
}
