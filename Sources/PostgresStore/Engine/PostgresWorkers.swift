internal import Foundation
internal import Relational

/// Threads that wait for the server, each with a connection of its own, so that no task's executor ever does.
final class PostgresWorkers: @unchecked Sendable {
    typealias Job = (PostgresWorker) -> Void

    // All guarded by `condition`.
    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var isClosed = false
    private var running = 0

    init(_ location: PostgresLocation, count: Int, name: String) {
        running = count
        for number in 1...count {
            let thread = Thread { [self] in
                let worker = PostgresWorker(location)
                while let job = next() { job(worker) }
                worker.disconnect()
                ended()
            }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    /// Runs `body` on one of the threads, after what was given before.
    func run<Value: Sendable>(_ body: @escaping @Sendable (PostgresWorker) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = add { worker in continuation.resume(with: Result { try body(worker) }) }
            if !isTaken { continuation.resume(throwing: DatabaseError(message: "the database was closed")) }
        }
    }

    /// Has what was given be done, and ends the threads.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        while running > 0 { condition.wait() }
        condition.unlock()
    }

    private func add(_ job: @escaping Job) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return false }
        jobs.append(job)
        condition.signal()
        return true
    }

    private func next() -> Job? {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty, !isClosed { condition.wait() }
        return jobs.isEmpty ? nil : jobs.removeFirst()
    }

    private func ended() {
        condition.lock()
        running -= 1
        condition.broadcast()
        condition.unlock()
    }
}
