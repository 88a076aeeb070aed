public import FoundationEssentials
public import Logging
public import ServiceLifecycle
public import Store
internal import Synchronization

/// Asks the store now and then whether it is there, so that `/healthz` tells the truth and never waits for a database.
public final class StorePulse: Service {
    /// How often, while all is well and while it is not.
    static let seconds: (well: TimeInterval, away: TimeInterval) = (5, 1)
    /// A question under way for longer than this is no sign of life.
    static let patience: TimeInterval = 15

    private struct State {
        var isWell: Bool
        /// When the question under way was put; nil while none is.
        var askedAt: Date?
    }

    private let store: any Store
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let pause: @Sendable (_ seconds: TimeInterval) async throws -> Void
    private let state = Mutex(State(isWell: true))

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

    /// Whether the store answered when it was asked last, and is not taking very long now.
    public var isWell: Bool {
        let now = now()
        return state.withLock { state in
            state.isWell && state.askedAt.map { now.timeIntervalSince($0) < Self.patience } ?? true
        }
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do { try await pause(isWell ? Self.seconds.well : Self.seconds.away) } catch { return }
                await ask()
            }
        }
    }

    /// Once.
    func ask() async {
        state.withLock { $0.askedAt = now() }
        do {
            _ = try await store.settingsVersion()
            note(isWell: true, nil)
        } catch {
            note(isWell: false, error)
        }
    }

    private func note(isWell: Bool, _ error: (any Error)?) {
        let was = state.withLock { state in
            defer { state = State(isWell: isWell) }
            return state.isWell
        }
        guard was != isWell else { return }
        if let error {
            logger.error(
                "the database does not answer; reports are refused until it does", metadata: ["error": "\(error)"])
        } else {
            logger.notice("the database answers again")
        }
    }
}
