import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let lessons = Indicator(
        id: "lessons", names: Names(ru: "Уроки", en: "Lessons held"), unit: "lessons")
    private static let level = Indicator(id: "level", names: Names(en: "Level"), unit: "%", rollup: .mean)
    private static let left = Indicator(
        id: "left", names: Names(en: "Pupils who left"), unit: "pupils", direction: .down, countsChildren: true)

    private static func value(
        _ indicator: Indicator, _ school: String, _ period: String, _ value: Double?, target: Double? = nil
    ) throws -> IndicatorValue {
        IndicatorValue(
            indicator: indicator.id, school: school, period: try #require(ReportingPeriod(period)), value: value,
            target: target)
    }

    static let indicators = [
        StoreContract("indicators are imported idempotently and rolled up as each of them says") { world in
            try await world.withSchools()
            let values = [
                try value(lessons, "A-1", "2025-09", 10, target: 20),
                try value(lessons, "A-2", "2025-09", 5, target: 5),
                try value(lessons, "B-1", "2025-09", nil, target: 7), try value(lessons, "A-1", "2025-10", 1),
                try value(level, "A-1", "2025", 60), try value(level, "A-2", "2025", 70),
            ]
            let first = try await world.store.importIndicators([lessons, level], values: values, dryRun: false)
            #expect(first.added.count == 8)
            let again = try await world.store.importIndicators([lessons, level], values: values, dryRun: false)
            #expect(again.unchanged.count == 8 && again.added.isEmpty && again.changed.isEmpty)
            var query = world.query()
            query.filters.reportingPeriod = "2025-09"
            let rows = try await world.store.indicators(query, by: .country, scope: .everything)
            let row = try #require(rows.first)
            #expect(rows.count == 1 && row.value == 15 && row.target == 25 && row.share == 0.6)
            #expect(
                row.schools == 2 && row.schoolsMissing == 1 && row.area == "Kazakhstan" && row.name == "Lessons held")
            query.filters = QueryFilters(indicator: "level")
            let mean = try await world.store.indicators(query, by: .region, scope: .everything)
            #expect(mean.map(\.value) == [65] && mean.map(\.area) == ["Kazakhstan/Aktobe"])
            let schools = try await world.store.indicators(world.query(area: "Alga"), by: .school, scope: .everything)
            #expect(schools.map(\.period) == ["2025-09", "2025-10", "2025"])
            #expect(schools.allSatisfy { $0.school == "A-1" })
            await #expect(throws: StoreFailure.unknownIndicator("none")) {
                query.filters.indicator = "none"
                _ = try await world.store.indicators(query, by: .school, scope: .everything)
            }
        },
        StoreContract("few children are hidden at their school and in every total that would tell them") { world in
            try await world.withSchools()
            let values = [
                try value(left, "A-1", "2025", 3), try value(left, "A-2", "2025", 12),
                try value(left, "B-1", "2025", 40),
            ]
            _ = try await world.store.importIndicators([left], values: values, dryRun: false)
            var query = world.query()
            let plain = try await world.store.indicators(query, by: .school, scope: .everything)
            #expect(plain.map(\.value) == [3, 12, 40])
            query.suppression = .leavingRegion
            let schools = try await world.store.indicators(query, by: .school, scope: .everything)
            #expect(schools.first { $0.school == "A-1" }?.value == nil)
            #expect(schools.first { $0.school == "A-1" }?.hidden == true)
            // Whatever is asked for, the three cannot be had by taking one answer from another.
            func shown(_ area: String?, _ school: String?, _ grouping: ProgrammeGrouping) async throws -> [Double?] {
                var query = world.query(area: area, school: school)
                query.suppression = .leavingRegion
                return try await world.store.indicators(query, by: grouping, scope: .everything).map(\.value)
            }
            let other = try await shown(nil, "A-2", .school)
            let aktobe = try await shown("Aktobe", nil, .region)
            #expect(other == [nil] && aktobe == [15])
            #expect(try await shown("Alga", nil, .district) == [nil])
        },
    ]
}
