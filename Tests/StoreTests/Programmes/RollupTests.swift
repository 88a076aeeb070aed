import Store
import Testing

@Suite("Indicators of standard definitions")
struct RollupTests {
    private static let area = AreaPath(country: "K", region: "R", district: "D")

    private func rows(_ schools: [RollupSchool], by grouping: ProgrammeGrouping = .country) -> [String:
        StandardIndicatorRow]
    {
        Dictionary(uniqueKeysWithValues: Rollup.rows(schools, by: grouping).map { ("\($0.area) \($0.indicator)", $0) })
    }

    @Test("learners per computer is of the schools of which both are known")
    func learners() throws {
        let row = try #require(
            rows([
                RollupSchool(area: Self.area, pupils: 100, pedagogicalComputers: 10),
                RollupSchool(area: Self.area, pupils: 50, pedagogicalComputers: 0),
                RollupSchool(area: Self.area, pupils: 900), RollupSchool(area: Self.area, pedagogicalComputers: 90),
            ])["K learners_per_pedagogical_computer"])
        #expect(row.numerator == 150 && row.denominator == 10 && row.value == 15)
        #expect(row.schools == 2 && row.schoolsUnknown == 2)
    }

    @Test(
        "grades are ISCED levels",
        arguments: [
            ("1-11", [1, 2, 3]), ("1-4", [1]), ("5-9", [2]), ("1-9", [1, 2]), ("10-11", [3]), ("4-5", [1, 2]),
            ("0-0", []),
            ("", []),
        ])
    func levels(_ grades: String, _ levels: [Int]) {
        #expect(RollupSchool.levels(ofGrades: grades) == Set(levels))
    }

    @Test("shares are of what is known, by level where levels are known")
    func shares() throws {
        let rows = rows([
            RollupSchool(
                area: Self.area, levels: [1], hasElectricity: true, hasInternet: true, pedagogicalComputers: 0),
            RollupSchool(area: Self.area, levels: [1, 2], hasElectricity: false),
            RollupSchool(area: Self.area, hasFiber: true),
        ])
        let all = try #require(rows["K SCHBSP.WELEC"])
        #expect(all.value == 0.5 && all.numerator == 1 && all.denominator == 2 && all.schoolsUnknown == 1)
        #expect(rows["K SCHBSP.2.WELEC"]?.value == 0 && rows["K SCHBSP.1.WINTERN"]?.value == 1)
        #expect(rows["K SCHBSP.3.WELEC"] == nil && rows["K SCHBSP.WCOMPUT"]?.value == 0)
        #expect(rows["K fiber"]?.value == 1 && rows["K fiber"]?.schoolsUnknown == 2)
        #expect(rows["K wifi"]?.value == nil && rows["K wifi"]?.denominator == 0)
    }

    @Test("a network is said to be used or not where computers tested over any, and else unknown")
    func networks() throws {
        let schools = [Set<EquipmentKind>([.localNetwork]), [.localNetwork, .wifi], [.wifi], []].map { networks in
            RollupSchool(SchoolPlace(id: "A", name: "A", area: Self.area), lines: [], media: [], networks: networks)
        }
        let rows = rows(schools)
        for indicator in ["local_network", "wifi"] {
            let row = try #require(rows["K \(indicator)"])
            #expect(row.numerator == 2 && row.denominator == 3 && row.schoolsUnknown == 1)
        }
    }

    @Test("the gap is the share of towns less that of the country, unknown where a side is")
    func gap() {
        let schools = [
            RollupSchool(area: Self.area, rural: false, meetsLineNorm: true),
            RollupSchool(area: Self.area, rural: true, meetsLineNorm: true),
            RollupSchool(area: Self.area, rural: true, meetsLineNorm: false),
            RollupSchool(area: Self.area, hasFiber: true, meetsLineNorm: false),
        ]
        let row = rows(schools)["K urban_rural_gap.line_norm"]
        #expect(row?.value == 0.5 && row?.numerator == 1 && row?.denominator == 0.5 && row?.schoolsUnknown == 1)
        #expect(rows(schools)["K urban_rural_gap.fiber"]?.value == nil)
    }

    @Test("a platform is reached by who reaches it half of the time, area by area")
    func platforms() {
        let other = AreaPath(country: "K", region: "R", district: "E")
        let schools = [
            RollupSchool(area: Self.area, platforms: ["Opiq": 0.5]),
            RollupSchool(area: Self.area, platforms: ["Opiq": 0.4]),
            RollupSchool(area: other, platforms: ["Opiq": 1]), RollupSchool(area: other),
        ]
        let districts = rows(schools, by: .district)
        #expect(districts["K/R/D platform.Opiq"]?.value == 0.5 && districts["K/R/E platform.Opiq"]?.value == 1)
        #expect(districts["K/R/E platform.Opiq"]?.schoolsUnknown == 1)
        #expect(rows(schools, by: .region)["K/R platform.Opiq"]?.numerator == 2)
    }
}
