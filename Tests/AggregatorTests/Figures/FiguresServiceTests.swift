import Foundation
import Logging
import RelationalStore
import SQLiteStore
import Store
import Synchronization
import Testing

@testable import Aggregator

@Suite("Figures by the hour", .timeLimit(.minutes(1)))
struct FiguresServiceTests {
    /// 2025-09-01T06:00:00Z.
    private static let start = Date(timeIntervalSince1970: 1_756_706_400)

    /// A clock that pauses move, and that ends the service after some hours.
    private final class Clock: Sendable {
        private let state = Mutex((time: FiguresServiceTests.start, pauses: [TimeInterval]()))
        let hours: Int
        let stepSeconds: TimeInterval

        init(hours: Int, stepSeconds: TimeInterval = 0) {
            self.hours = hours
            self.stepSeconds = stepSeconds
        }

        var pauses: [TimeInterval] { state.withLock(\.pauses) }

        /// Each look at it is a moment later.
        func now() -> Date {
            state.withLock { state in
                state.time += stepSeconds
                return state.time
            }
        }

        func pause(_ seconds: TimeInterval) throws {
            try state.withLock { state in
                let past = state.pauses.count { $0 == FiguresService.secondsBetween }
                if seconds == FiguresService.secondsBetween, past == hours { throw CancellationError() }
                state.pauses.append(seconds)
                state.time += seconds
            }
        }

        func service(of store: any Store) -> FiguresService {
            FiguresService(
                store: store, logger: Logger(label: "test"), now: { self.now() }, pause: { try self.pause($0) })
        }
    }

    private static func store(schools count: Int) async throws -> RelationalStore {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan")
        let schools = (0..<count).map { School(id: "S-\($0)", names: Names(en: "\($0)"), area: area) }
        _ = try await store.importSchools(schools, dryRun: false)
        return store
    }

    @Test("every school is worked out, however many there are, and again on the next day")
    func all() async throws {
        let store = try await Self.store(schools: FiguresService.batch * 2 + 1)
        let clock = Clock(hours: 25)
        try await clock.service(of: store).run()
        let late = Query(asOf: Self.start.addingTimeInterval(25 * 3_600))
        #expect(try await store.refreshFigures(late, scope: .everything, limit: 0) == 0)
        let days = try await store.coverage(late, scope: .everything).map(\.day)
        #expect(Set(days) == ["2025-09-02"] && days.count == FiguresService.batch * 2 + 1)
    }

    @Test("it rests between steps as long as a step took, and stops when its time is over")
    func bounded() async throws {
        let store = try await Self.store(schools: FiguresService.batch * 12)
        // A look every 100 s: after some steps the quarter of an hour is gone.
        let clock = Clock(hours: 1, stepSeconds: 100)
        try await clock.service(of: store).run()
        let left = try await store.refreshFigures(
            Query(asOf: Self.start.addingTimeInterval(3_600)), scope: .everything, limit: 0)
        #expect(left > 0 && left < FiguresService.batch * 12)
        #expect(clock.pauses.dropFirst().allSatisfy { $0 == 100 } && clock.pauses.count > 1)
    }
}
