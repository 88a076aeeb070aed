public import FoundationEssentials
public import Logging
public import ServiceLifecycle
public import Store

/// Works out every hour what schools have, how sure that is, what they had on past days that somebody asked for, and what their
/// lines give, so that a country's question only reads.
///
/// A step is one transaction over a few schools, so that reports never wait for more; between steps it rests as long as the step
/// took, so that it takes half of one processor at most, and an hour's work ends when its time is over: the next hour goes on
/// with what is oldest.
public struct FiguresService: Service {
    static let secondsBetween: TimeInterval = 3_600
    /// How many schools one transaction works out: reports wait no longer than it takes.
    static let batch = 25
    /// How long one hour's work takes at most.
    static let workSeconds: TimeInterval = 900
    /// The period that questions about lines have where nobody names one.
    static let lineDays = 60

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
                do {
                    // Once everybody has reported whom a restart kept waiting.
                    try await pause(Self.secondsBetween)
                    try await refresh()
                } catch { return }
            }
        }
    }

    /// Once, as of now. A store that cannot now is asked again in an hour: questions are answered with older figures.
    /// - Throws: what `pause` throws.
    func refresh() async throws {
        let start = now()
        var query = Query(asOf: start)
        try await refresh("what schools have", since: start) { [query] in
            try await store.refreshFigures(query, scope: .everything, limit: Self.batch)
        }
        try await refresh("what schools had on past days", since: start) {
            try await store.refreshPastFigures(limit: Self.batch)
        }
        query.since = Query.start(ofDays: Self.lineDays, before: start)
        try await refresh("what lines give", since: start) { [query] in
            try await store.refreshLineFigures(query, scope: .everything, limit: Self.batch)
        }
    }

    /// - Parameter step: works some schools out and returns how many are left.
    private func refresh(_ what: String, since start: Date, step: () async throws -> Int) async throws {
        var left = Int.max
        // Reports that come in between make schools stale again: what does not shrink any more waits for the next hour.
        while !Task.isCancelled, now().timeIntervalSince(start) < Self.workSeconds {
            let began = now()
            do {
                let rest = try await step()
                guard rest > 0, rest < left else { return }
                left = rest
            } catch {
                if !Task.isCancelled {
                    logger.error("cannot work out \(what); trying again in an hour", metadata: ["error": "\(error)"])
                }
                return
            }
            try await pause(max(0, now().timeIntervalSince(began)))
        }
    }
}
