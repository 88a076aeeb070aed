import Dashboard
import Foundation
import Reports
import Store
import Testing

struct OverviewTests {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)

    /// A school's lines with so many tests at a rate, in lessons or not at all.
    private static func lines(_ school: String, mbps: Double?, pupils: Int = 100) -> [LineRow] {
        let samples = mbps.map { mbps in
            (0..<40).map { index in
                LineSample(
                    line: "main", startedAt: now.addingTimeInterval(-Double(index) * 86_400), downloadMbps: mbps,
                    uploadMbps: mbps,
                    inLessons: true, verdict: .clear)
            }
        }
        let place = LineSchool(
            id: school, name: school, pupils: pupils, lines: [], norm: .kazakhstan, thresholds: .standard)
        return LineRow.rows(of: place, SchoolLines(school: school, samples: samples ?? []))
    }

    private static func reading(_ schools: [(id: String, rural: Bool?, mbps: Double?)]) -> OverviewReading {
        OverviewReading(
            places: schools.enumerated().map { index, school in
                SchoolPlace(
                    id: school.id, name: school.id,
                    area: AreaPath(
                        country: "Kazakhstan", region: "Aktobe", district: index % 2 == 0 ? "Alga" : "Temir"),
                    pupils: 100, rural: school.rural)
            },
            lines: schools.flatMap { lines($0.id, mbps: $0.mbps) }, coverage: [], contracts: [], newestReport: nil)
    }

    @Test func schoolsCountOnceByTheirBestLine() {
        let figures = OverviewFigures(
            Self.reading([("A", false, 90), ("B", true, 12), ("C", true, 0.5), ("D", nil, nil)]))
        #expect(figures.all.classes == [.good: 1, .moderate: 1, .bad: 1, .unknown: 1])
        #expect(figures.all.met == 1 && figures.all.below == 2 && figures.all.unknown == 1)
        #expect(figures.all.downloadMbps == 12)
        #expect(figures.urban.metShare == 1 && figures.rural.metShare == 0)
        #expect(figures.parts.map(\.name) == ["Alga", "Temir"])
        #expect(figures.parts.map(\.lines.schools) == [2, 2])
    }

    @Test(arguments: Language.allCases)
    func nothingIsWholeToo(language: Language) throws {
        let page = OverviewPage(
            figures: OverviewFigures(Self.reading([])), area: nil, readAt: "now", days: 60)
        let values = page.values(try CatalogueTests.wording(language))
        #expect(values["is_empty"] == .flag(true))
        for (name, value) in values {
            if case .text(let text) = value { #expect(!text.contains("nan") && !text.contains("Optional"), "\(name)") }
        }
    }

    @Test func stepsAreInTheirOrder() {
        var reading = SchoolReading(
            school: SchoolRow(school: School(id: "A", names: Names(en: "A"), area: AreaPath(country: "K"))),
            now: Self.now)
        reading.coverage = CoverageRow(
            school: "A", schoolName: "A", area: AreaPath(country: "K"), schoolsWithoutComputers: 0,
            coverage: Coverage(registered: 3, agents: 5, live: 2, daysPossible: 0, daysRun: 0), day: "2026-11-22")
        #expect(NextStep.of(reading) == [.silent(3, of: 5), .enrol(3), .noPupils, .noPlace])
        reading.coverage = nil
        reading.school.school.pupils = 10
        reading.school.school.latitude = 50
        #expect(NextStep.of(reading) == [.nothing])
    }

    @Test func theMapFiltersByEachConditionThatIsSet() throws {
        let school = School(
            id: "A", names: Names(en: "A"), area: AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga"),
            type: .small, latitude: 91, longitude: 57)
        let mark = MapMark(PlaceRow(school), lines: Self.lines("A", mbps: 5))
        #expect(mark.point == nil, "91 degrees north is no place")
        #expect(mark.lineClass == .moderate && mark.meetsNorm == false)
        let passing: [MapFilter] = [
            MapFilter(), MapFilter(area: "alga"), MapFilter(area: "Kazakhstan/Aktobe"), MapFilter(lineClass: .moderate),
            MapFilter(type: .small, belowNorm: true), MapFilter(schools: ["A", "B"]),
        ]
        let failing: [MapFilter] = [
            MapFilter(area: "Temir"), MapFilter(lineClass: .good), MapFilter(cause: .captive),
            MapFilter(type: .support),
            MapFilter(schools: []),
        ]
        for filter in passing { #expect(filter.passes(mark), "\(filter)") }
        for filter in failing { #expect(!filter.passes(mark), "\(filter)") }
        let json = String(decoding: try MapData.json([mark], try CatalogueTests.wording(.en)), as: UTF8.self)
        #expect(json == #"{"features":[],"type":"FeatureCollection"}"#)
    }
}
