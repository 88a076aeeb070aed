internal import FoundationEssentials

/// Keeps what pages have read for a minute, so that turning a page, sorting it, or drawing what somebody else has just looked at
/// reads nothing again.
///
/// What is older is shown once more while it is read anew; what is far too old is waited for. Answers are kept by question and
/// reader, so that nobody is shown what another scope has read.
actor AnswerMemory {
    private struct Entry {
        var value: any Sendable
        var madeAt: Date
        var rows: Int
    }

    /// How many rows are kept in all: a row takes about a kilobyte.
    static let roomRows = 60_000

    private let freshSeconds: TimeInterval
    private let staleSeconds: TimeInterval
    private let now: @Sendable () -> Date
    private var entries: [String: Entry] = [:]
    private var making: [String: Task<any Sendable, any Error>] = [:]
    /// What was forgotten while it was being read is not kept.
    private var generation = 0

    /// - Parameters:
    ///   - freshSeconds: up to which age an answer is as good as a new one.
    ///   - staleSeconds: up to which age it is shown while it is read anew.
    init(freshSeconds: TimeInterval, staleSeconds: TimeInterval, now: @escaping @Sendable () -> Date) {
        self.freshSeconds = freshSeconds
        self.staleSeconds = staleSeconds
        self.now = now
    }

    /// - Parameters:
    ///   - key: what was asked, and by whom.
    ///   - rows: how many an answer has.
    /// - Returns: the answer, and when it was read.
    func answer<Value: Sendable>(
        _ key: String, rows: @escaping @Sendable (Value) -> Int, make: @escaping @Sendable () async throws -> Value
    ) async throws -> (value: Value, madeAt: Date) {
        if let entry = entries[key], let value = entry.value as? Value {
            let age = now().timeIntervalSince(entry.madeAt)
            if (0..<staleSeconds).contains(age) {
                if age >= freshSeconds { _ = task(key, rows: rows, make: make) }
                return (value, entry.madeAt)
            }
        }
        let made = try await task(key, rows: rows, make: make).value
        guard let value = made as? Value else { throw PageRefusal.failed }
        return (value, entries[key]?.madeAt ?? now())
    }

    /// The same, for as long as a page may wait: nil where it takes longer, and then it is there for the next one that asks.
    func answer<Value: Sendable>(
        _ key: String, within patience: Duration, rows: @escaping @Sendable (Value) -> Int,
        make: @escaping @Sendable () async throws -> Value
    ) async throws -> (value: Value, madeAt: Date)? {
        if let entry = entries[key], entry.value is Value, now().timeIntervalSince(entry.madeAt) < staleSeconds {
            return try await answer(key, rows: rows, make: make)
        }
        let running = task(key, rows: rows, make: make)
        // To wait for a task's value is to wait until it is there: so two others tell which came first.
        let (first, says) = AsyncStream<Bool>.makeStream()
        let waiting = Task {
            _ = await running.result
            says.yield(true)
        }
        let pausing = Task {
            try? await Task.sleep(for: patience)
            says.yield(false)
        }
        defer {
            waiting.cancel()
            pausing.cancel()
        }
        guard await first.first(where: { _ in true }) == true else { return nil }
        guard let value = try await running.value as? Value else { throw PageRefusal.failed }
        return (value, entries[key]?.madeAt ?? now())
    }

    /// After something was changed: everybody reads anew.
    func forgetAll() {
        entries.removeAll()
        making.removeAll()
        generation += 1
    }

    /// One task for a question, however many ask it meanwhile.
    private func task<Value: Sendable>(
        _ key: String, rows: @escaping @Sendable (Value) -> Int, make: @escaping @Sendable () async throws -> Value
    ) -> Task<any Sendable, any Error> {
        if let running = making[key] { return running }
        let (began, generation) = (now(), generation)
        let task = Task<any Sendable, any Error> {
            do {
                let value = try await make()
                self.keep(key, Entry(value: value, madeAt: began, rows: rows(value)), generation)
                return value
            } catch {
                self.keep(key, nil, generation)
                throw error
            }
        }
        making[key] = task
        return task
    }

    private func keep(_ key: String, _ entry: Entry?, _ generation: Int) {
        guard generation == self.generation else { return }
        making[key] = nil
        guard let entry else { return }
        entries[key] = entry
        var room = Self.roomRows - entries.values.reduce(0) { $0 + $1.rows + 1 }
        for (old, other) in entries.sorted(by: { $0.value.madeAt < $1.value.madeAt }) where room < 0 && old != key {
            entries[old] = nil
            room += other.rows + 1
        }
    }
}
