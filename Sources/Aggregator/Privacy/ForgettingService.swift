public import FoundationEssentials
public import Logging
public import ServiceLifecycle
public import Store

/// Forgets once a day what is old (`Forgetting`), beginning when the aggregator starts.
public struct ForgettingService: Service {
    private let store: any Store
    private let rule: @Sendable (Date) -> Forgetting
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let pause: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - rule: what to forget at a time: the region's terms, and the hashes that its delivery lists name.
    ///   - pause: returns when a day has passed; throws to end.
    public init(
        store: any Store, logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        rule: @escaping @Sendable (Date) -> Forgetting = { Forgetting(now: $0) },
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(86_400)) }
    ) {
        self.pause = pause
        self.store = store
        self.logger = logger
        self.now = now
        self.rule = rule
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await forget()
                do { try await pause() } catch { return }
            }
        }
    }

    /// Once. A store that cannot now is asked again tomorrow: nothing else waits for it.
    public func forget() async {
        do {
            let forgotten = try await store.forget(rule(now()))
            guard forgotten != Forgotten() else { return }
            logger.info(
                "forgot what is old",
                metadata: [
                    "hashes": "\(forgotten.hashes)", "envelopes": "\(forgotten.envelopes)",
                    "leases": "\(forgotten.leases)", "details": "\(forgotten.details)",
                    "line_tests": "\(forgotten.lineTests)",
                ])
        } catch {
            // Stopped in the middle: nothing was forgotten by halves, and the next start begins with it.
            if Task.isCancelled { return }
            logger.error("cannot forget what is old; trying again in a day", metadata: ["error": "\(error)"])
        }
    }
}
