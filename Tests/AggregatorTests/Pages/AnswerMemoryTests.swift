import Foundation
import Synchronization
import Testing

@testable import Aggregator

@Suite(.timeLimit(.minutes(1)))
struct AnswerMemoryTests {
    /// Counts how often something was read.
    private final class Source: Sendable {
        private let count = Mutex(0)
        var reads: Int { count.withLock { $0 } }

        func read() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    private static func memory(_ clock: TestClock) -> AnswerMemory {
        AnswerMemory(freshSeconds: 60, staleSeconds: 600, now: { clock.now })
    }

    @Test func whatIsFreshIsNotReadAgain() async throws {
        let (clock, source) = (TestClock(), Source())
        let memory = Self.memory(clock)
        for (seconds, reads) in [(0.0, 1), (59, 1), (700, 2)] {
            clock.advance(seconds: seconds)
            let answer = try await memory.answer("a", rows: { (_: Int) in 1 }, make: { source.read() })
            #expect(answer.value == reads)
            #expect(source.reads == reads)
        }
        #expect(try await memory.answer("b", rows: { (_: Int) in 1 }, make: { source.read() }).value == 3)
    }

    /// Stale is shown once more, of the time it is of, while it is read anew.
    @Test func whatIsStaleIsReadBehindThePage() async throws {
        let (clock, source) = (TestClock(), Source())
        let memory = Self.memory(clock)
        let began = clock.now
        _ = try await memory.answer("a", rows: { (_: Int) in 1 }, make: { source.read() })
        clock.advance(seconds: 120)
        let (read, says) = AsyncStream<Void>.makeStream()
        let stale = try await memory.answer(
            "a", rows: { (_: Int) in 1 },
            make: {
                defer { says.yield() }
                return source.read()
            })
        #expect(stale.value == 1 && stale.madeAt == began)
        _ = await read.first { _ in true }
        await memory.forgetAll()
        #expect(try await memory.answer("a", rows: { (_: Int) in 1 }, make: { source.read() }).value == 3)
    }

    /// A page that may not wait says so, and the next one has the answer.
    @Test func whatTakesLongerComesLater() async throws {
        let memory = Self.memory(TestClock())
        let (gate, opens) = AsyncStream<Void>.makeStream()
        let make: @Sendable () async throws -> Int = {
            _ = await gate.first { _ in true }
            return 7
        }
        let early = try await memory.answer("a", within: .milliseconds(1), rows: { (_: Int) in 1 }, make: make)
        #expect(early == nil)
        opens.yield()
        let late = try await memory.answer("a", within: .seconds(30), rows: { (_: Int) in 1 }, make: make)
        #expect(late?.value == 7)
    }

    @Test func whatFailedIsTriedAgain() async throws {
        struct Failed: Error {}
        let memory = Self.memory(TestClock())
        await #expect(throws: Failed.self) {
            _ = try await memory.answer("a", within: .seconds(30), rows: { (_: Int) in 1 }, make: { throw Failed() })
        }
        #expect(try await memory.answer("a", rows: { (_: Int) in 1 }, make: { 1 }).value == 1)
    }

    @Test func roomIsBounded() async throws {
        let (clock, source) = (TestClock(), Source())
        let memory = Self.memory(clock)
        for key in ["a", "b", "c"] {
            clock.advance(seconds: 1)
            _ = try await memory.answer(key, rows: { (_: Int) in AnswerMemory.roomRows / 2 }, make: { source.read() })
        }
        #expect(try await memory.answer("c", rows: { (_: Int) in 1 }, make: { source.read() }).value == 3)
        #expect(
            try await memory.answer("a", rows: { (_: Int) in 1 }, make: { source.read() }).value == 4, "the oldest went"
        )
    }
}
