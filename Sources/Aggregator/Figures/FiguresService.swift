public import FoundationEssentials
public import Logging
public import ServiceLifecycle
public import Store

/// Works out every night what schools have and how sure that is, so that a country's question in the morning only reads.
public struct FiguresService: Service {
    /// 21:00 UTC is two at night in Kazakhstan; elsewhere it is some other hour, and as good where nobody asks just then.
    static let secondOfDay: TimeInterval = 75_600
    /// How many schools one transaction works out: reports wait no longer than it takes.
    static let batch = 25

    private let store: any Store
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let pause: @Sendable (_ seconds: TimeInterval) async throws -> Void

    /// - Parameter pause: returns when so many seconds have passed; throws to end.
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

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await pause(Self.secondsUntilNight(from: now())) } catch { return }
                await refresh()
            }
        }
    }

    /// Once, as of now. A store that cannot now is asked again tomorrow: questions are answered with older figures.
    public func refresh() async {
        let query = Query(asOf: now())
        do {
            var left = Int.max
            // Reports that come in between make schools stale again: what does not shrink any more waits for tomorrow.
            while !Task.isCancelled {
                let rest = try await store.refreshFigures(query, scope: .everything, limit: Self.batch)
                guard rest > 0, rest < left else { return }
                left = rest
            }
        } catch {
            if Task.isCancelled { return }
            logger.error("cannot work out figures; trying again in a day", metadata: ["error": "\(error)"])
        }
    }

    /// More than none, and at most a day.
    static func secondsUntilNight(from time: Date) -> TimeInterval {
        let sinceMidnight = time.timeIntervalSince1970.truncatingRemainder(dividingBy: 86_400)
        let rest = secondOfDay - sinceMidnight
        return rest > 0 ? rest : rest + 86_400
    }
}
