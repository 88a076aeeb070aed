import Store
import Testing

@Suite("Indicators rolled up")
struct IndicatorBookTests {
    private static let temir = AreaPath(country: "K", region: "Aktobe", district: "Temir")

    private func book(
        _ rollup: Indicator.Rollup, _ values: [(String, String, Double?)], children: Bool = false,
        suppression: Suppression? = nil
    ) throws -> IndicatorBook {
        let ids = Set(values.map(\.0)).sorted()
        return IndicatorBook(
            indicators: [
                Indicator(id: "i", names: Names(en: "I"), unit: "u", rollup: rollup, countsChildren: children)
            ],
            schools: ids.map { IndicatorBook.School(id: $0, name: $0, area: Self.temir) },
            values: try values.map { school, period, value in
                IndicatorValue(
                    indicator: "i", school: school, period: try #require(ReportingPeriod(period)), value: value,
                    target: 10)
            }, suppression: suppression)
    }

    @Test(
        "a sum adds a period's values, a mean divides, the latest takes each school's last",
        arguments: [
            (Indicator.Rollup.sum, [("2025", 3.0, 20.0), ("2026", 12.0, 20.0)]),
            (.mean, [("2025", 1.5, 10.0), ("2026", 6.0, 10.0)]), (.latest, [("2026", 12.0, 20.0)]),
        ])
    func rollups(_ rollup: Indicator.Rollup, _ expected: [(String, Double, Double)]) throws {
        let book = try book(rollup, [("a", "2025", 1), ("a", "2026", 4), ("b", "2025", 2), ("b", "2026", 8)])
        let rows = book.rows(by: .district)
        #expect(rows.map(\.period) == expected.map(\.0) && rows.map(\.value) == expected.map(\.1))
        #expect(rows.map(\.target) == expected.map(\.2) && rows.allSatisfy { $0.area == "K/Aktobe/Temir" })
    }

    @Test("of a school the latest value counts, and not a later target without one")
    func latestValue() throws {
        let rows = try book(.latest, [("a", "2025", 7), ("a", "2026", nil), ("b", "2026", nil)]).rows(by: .country)
        let row = try #require(rows.first)
        #expect(rows.count == 1 && row.value == 7 && row.target == 10 && row.schools == 1 && row.schoolsMissing == 1)
    }

    @Test("programmes never come together")
    func programmes() throws {
        var book = try book(.sum, [("a", "2025", 7), ("a", "2025", 8)])
        book.values[1].programme = "P"
        #expect(book.rows(by: .country).map(\.value) == [7, 8])
    }

    @Test("what counts children is hidden where they are few, other things are not")
    func hiding() throws {
        let values: [(String, String, Double?)] = [("a", "2025", 2), ("b", "2025", 0), ("c", "2025", 2)]
        let open = try book(.sum, values, suppression: .leavingRegion).rows(by: .school)
        #expect(open.map(\.value) == [2, 0, 2])
        let few = try book(.sum, values, children: true, suppression: .leavingRegion)
        #expect(few.rows(by: .school).map(\.value) == [nil, 0, nil])
        #expect(few.rows(by: .district).map(\.value) == [nil] && few.rows(by: .district).map(\.hidden) == [true])
        let mean = try book(.mean, values, children: true, suppression: .leavingRegion)
        #expect(mean.rows(by: .district).map(\.value) == [nil])
    }

    @Test("a total of a part of an area is another table: it hides whatever has a hidden part")
    func parts() throws {
        var book = try book(
            .sum, [("a", "2025", 4), ("b", "2025", 4), ("c", "2025", 4), ("d", "2025", 40)], children: true,
            suppression: .leavingRegion)
        #expect(book.rows(by: .district).map(\.value) == [52])
        book.schools["d"]?.isAskedFor = false
        #expect(book.rows(by: .district).map(\.value) == [nil])
        for school in ["a", "b", "c"] { book.schools[school]?.isAskedFor = false }
        book.schools["d"]?.isAskedFor = true
        #expect(book.rows(by: .district).map(\.value) == [40])
    }
}
