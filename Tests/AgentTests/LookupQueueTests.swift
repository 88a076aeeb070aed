import Glibc
import Synchronization
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct LookupQueueTests {
    /// Names whose servers are silent until the test lets them go.
    private final class Gate: Sendable {
        private let ends: (read: Int32, write: Int32)

        init() {
            var made: [Int32] = [-1, -1]
            precondition(pipe(&made) == 0)
            ends = (made[0], made[1])
        }

        func wait() {
            var byte: UInt8 = 0
            _ = read(ends.read, &byte, 1)
        }

        func open() { _ = close(ends.write) }

        deinit { close(ends.read) }
    }

    @Test func silentNamesHoldUpNoneOfTheOthersAndNoThreadStays() async {
        let gate = Gate()
        let queue = LookupQueue(limit: 4)
        for _ in 0..<3 { #expect(queue.run { gate.wait() }) }
        for expected in 0..<3 {
            let found = await withCheckedContinuation { continuation in
                #expect(queue.run { continuation.resume(returning: expected) })
            }
            #expect(found == expected)
        }
        gate.open()
    }

    private final class Counts: Sendable {
        struct Figures {
            var now = 0
            var most = 0
        }

        let figures = Mutex(Figures())

        func begin() {
            figures.withLock { figures in
                figures.now += 1
                figures.most = max(figures.most, figures.now)
            }
        }

        func end() { figures.withLock { $0.now -= 1 } }
    }

    @Test func noMoreThanTheLimitRunAtOnceAndAllRunInTheEnd() async {
        let counts = Counts()
        let queue = LookupQueue(limit: 2)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        _ = queue.run {
                            counts.begin()
                            sched_yield()
                            counts.end()
                            continuation.resume()
                        }
                    }
                }
            }
        }
        #expect(counts.figures.withLock { $0.most } <= 2)
        #expect(counts.figures.withLock { $0.now } == 0)
    }

    @Test func withoutAThreadItSaysSoAndGoesOnLater() {
        let isFull = Mutex(true)
        let queue = LookupQueue(limit: 1) { body in
            if isFull.withLock({ $0 }) { return false }
            body()
            return true
        }
        #expect(!queue.run {})
        isFull.withLock { $0 = false }
        let ran = Mutex(false)
        #expect(queue.run { ran.withLock { $0 = true } })
        #expect(ran.withLock { $0 })
    }
}
