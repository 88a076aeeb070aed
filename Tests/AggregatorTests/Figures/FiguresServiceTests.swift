import Foundation
import Logging
import SQLiteStore
import Store
import Synchronization
import Testing

@testable import Aggregator

@Suite("Figures by night", .timeLimit(.minutes(1)))
struct FiguresServiceTests {
    /// 2025-09-01T06:00:00Z.
    private static let start = Date(timeIntervalSince1970: 1_756_706_400)

    @Test(
        "it waits until night, always",
        arguments: [(0, 54_000), (54_000, 86_400), (54_001, 86_399), (-1, 54_001), (86_400 * 3, 54_000)])
    func untilNight(_ after: Int, _ seconds: Int) {
        let time = Self.start.addingTimeInterval(TimeInterval(after))
        #expect(FiguresService.secondsUntilNight(from: time) == TimeInterval(seconds))
    }

    @Test("every school is worked out, however many there are, and again a day later")
    func all() async throws {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan")
        let schools = (0..<FiguresService.batch * 2 + 1).map {
            School(id: "S-\($0)", names: Names(en: "\($0)"), area: area)
        }
        _ = try await store.importSchools(schools, dryRun: false)
        let nights = Mutex(0)
        let time = { @Sendable in Self.start.addingTimeInterval(TimeInterval(nights.withLock { $0 }) * 86_400) }
        let service = FiguresService(store: store, logger: Logger(label: "test"), now: time) { _ in
            try nights.withLock { count in
                count += 1
                if count > 2 { throw CancellationError() }
            }
        }
        #expect(try await store.refreshFigures(Query(asOf: time()), scope: .everything, limit: 0) == schools.count)
        try await service.run()
        let late = Query(asOf: Self.start.addingTimeInterval(2 * 86_400))
        #expect(try await store.refreshFigures(late, scope: .everything, limit: 0) == 0)
        let days = try await store.coverage(late, scope: .everything).map(\.day)
        #expect(Set(days) == ["2025-09-03"] && days.count == schools.count)
    }
}
