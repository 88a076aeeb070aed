internal import FoundationEssentials
internal import Reports
internal import Store
internal import Synchronization

/// How often each caller may ask within ten minutes, as all servers of one database count it together.
///
/// A tenth of the limit each server allows by itself, so that those who ask as often as they should cost the database
/// nothing; whoever asks more is told of there, and every further tenth is taken from what is left for all servers. So one server
/// keeps to the limit exactly, and each further one adds some tenth, and what comes while it asks.
final class SharedLimiter: Sendable {
    private struct Count {
        var asked = 0
        /// How many of the limit the database has given to this server.
        var told = 0
        /// Meanwhile nobody else asks the database, and further ones are let through up to the limit.
        var isAsking = false
        var isSpent = false
    }

    private enum Step {
        case admitted
        case refused(seconds: Int)
        /// The database is asked for more; `used` are those that it does not know of.
        case asks(used: Int, start: Date)
    }

    private let store: any Store
    private let hash: RegionHash
    private let purpose: String
    private let limit: Int
    private let share: Int
    private let windows = Mutex(CallerWindows<Count>())

    /// - Parameters:
    ///   - purpose: what is asked; keeps counts of different things apart.
    ///   - limit: how many a caller may ask within the window; at least 1.
    init(_ services: AggregatorServices, purpose: String, limit: Int) {
        store = services.store
        hash = RegionHash(key: services.region.hashKey)
        self.purpose = purpose
        self.limit = limit
        share = max(1, limit / 10)
    }

    /// Counts one ask.
    /// - Returns: nil for one that is allowed; else the seconds until the caller may ask again.
    /// - Throws: `CancellationError`.
    func secondsToWait(_ caller: String, at now: Date) async throws -> Int? {
        switch windows.withLock({ step(caller, at: now, &$0) }) {
        case .admitted: return nil
        case .refused(let seconds): return seconds
        case .asks(let used, let start):
            let taken: TakenAllowance
            let amount = share + used
            do {
                taken = try await take(amount, of: caller, from: start, at: now)
            } catch {
                windows.withLock { stopAsking(caller, at: now, &$0) }
                throw error
            }
            return windows.withLock { settle(caller, taken, of: amount, at: now, &$0) }
        }
    }

    private func step(_ caller: String, at now: Date, _ windows: inout CallerWindows<Count>) -> Step {
        var window = windows.running(caller, at: now) ?? .init(start: now, value: Count())
        defer { windows.keep(window, of: caller, at: now) }
        let count = window.value
        if count.isSpent || count.asked >= limit { return .refused(seconds: window.secondsLeft(at: now)) }
        if count.asked < (count.told > 0 ? count.told : share) || count.isAsking {
            window.value.asked += 1
            return .admitted
        }
        window.value.isAsking = true
        return .asks(used: count.asked - count.told, start: window.start)
    }

    private func settle(
        _ caller: String, _ taken: TakenAllowance, of amount: Int, at now: Date, _ windows: inout CallerWindows<Count>
    ) -> Int? {
        var window = windows.running(caller, at: now) ?? .init(start: now, value: Count())
        defer { windows.keep(window, of: caller, at: now) }
        window.value.isAsking = false
        window.value.told += taken.granted
        let hasMore = taken.granted == amount || window.value.told > window.value.asked
        if hasMore, window.value.asked < limit {
            window.value.asked += 1
            return nil
        }
        window.value.isSpent = true
        // Another server's count may have begun earlier, and ends so.
        window.start = min(window.start, taken.began)
        return window.secondsLeft(at: now)
    }

    private func stopAsking(_ caller: String, at now: Date, _ windows: inout CallerWindows<Count>) {
        guard var window = windows.running(caller, at: now) else { return }
        window.value.isAsking = false
        windows.keep(window, of: caller, at: now)
    }

    private func take(_ amount: Int, of caller: String, from start: Date, at now: Date) async throws -> TakenAllowance {
        do {
            return try await store.take(
                amount, of: hash(caller, purpose: purpose), limit: limit, from: start,
                since: now.addingTimeInterval(-TimeInterval(CallerWindows<Count>.seconds)))
        } catch is StoreFailure {
            // A full disk keeps nobody from reading; until it is mended, which /healthz asks for, each server counts for itself.
            return TakenAllowance(granted: amount, began: start)
        }
    }
}
