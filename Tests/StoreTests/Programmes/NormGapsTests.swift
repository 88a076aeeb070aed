import Reports
import Testing

@testable import Store

@Suite("What schools lack of a norm")
struct NormGapsTests {
    private static func price(_ amount: Double, _ year: Int) -> EquipmentNorm.Price {
        EquipmentNorm.Price(amount: amount, currency: "KZT", year: year)
    }

    private func norm() -> EquipmentNorm {
        EquipmentNorm(
            id: "n", version: "1", country: "K", source: "s", date: "2026-11-01", names: Names(en: "N"),
            applies: .init(types: [.small]),
            threshold: .init(pupils: 80, above: "big", below: "one", exactly: "one"),
            sets: [
                "big": [
                    .init(
                        kind: "digital", names: Names(en: "D"), seats: 12,
                        items: [
                            .init(category: .headset, basis: .perSeat, count: 1, price: Self.price(10, 2026)),
                            .init(category: .camera, basis: .perRoom, count: 2, mandatory: false),
                        ]),
                    .init(
                        kind: "science", names: Names(en: "S"),
                        items: [
                            .init(category: .camera, basis: .perRoom, count: 1, price: Self.price(5, 2025)),
                            .init(category: .tablet, basis: .perPupils, count: 2, pupils: 30),
                        ]),
                ],
                "one": [
                    .init(
                        kind: "universal", names: Names(en: "U"),
                        items: [.init(category: .camera, basis: .perSchool, count: 1)])
                ],
            ])
    }

    private func gaps(
        _ norm: EquipmentNorm, _ school: SchoolPlace, _ stock: [EquipmentKind: StockRange] = [:]
    ) throws -> [NormGaps.Gap] {
        try #require(NormGaps(norm).asked(of: school, stock: stock)).gaps
    }

    private func school(_ id: String, _ pupils: Int?, _ type: SchoolType = .small) -> SchoolPlace {
        SchoolPlace(
            id: id, name: id, area: AreaPath(country: "K", region: "R", district: "D"), type: type, pupils: pupils)
    }

    @Test(
        "the threshold decides the rooms, and what holds at it is the norm's word",
        arguments: [(79, 1), (80, 1), (81, 2)])
    func threshold(_ pupils: Int, _ rooms: Int) throws {
        var norm = norm()
        #expect(norm.rooms(pupils: pupils)?.count == rooms)
        norm.threshold?.exactly = "big"
        #expect(norm.rooms(pupils: 80)?.count == 2 && norm.rooms(pupils: nil) == nil)
    }

    @Test("counts go by school, room, seat and pupils begun")
    func bases() throws {
        let gaps = try gaps(norm(), school("a", 91))
        #expect(gaps.map(\.needed) == [12, 2, 1, 8])
        #expect(gaps[3].item.needed(at: school("a", 90), seats: nil) == 6)
    }

    @Test("class sets and teachers count where somebody said how many, within least and most")
    func people() throws {
        var place = school("a", 91)
        let perClass = EquipmentNorm.Item(category: .tablet, basis: .perClassSet, count: 2)
        #expect(perClass.needed(at: place, seats: nil) == nil)
        (place.classes, place.teachers) = (4, 30)
        #expect(perClass.needed(at: place, seats: nil) == 8)
        let perTeacher = EquipmentNorm.Item(
            category: .stock(.computer), basis: .perTeacher, count: 1, least: 2, most: 20)
        #expect(perTeacher.needed(at: place, seats: nil) == 20)
        place.teachers = 1
        #expect(perTeacher.needed(at: place, seats: nil) == 2)
    }

    @Test("what is there fills what is mandatory first, and counts once")
    func stock() throws {
        let gaps = try gaps(norm(), school("a", 91), [.camera: StockRange(low: 1, high: 2)])
        // The digital room's two cameras are recommended, the science room's one is asked for.
        #expect(gaps[2].present == StockRange(low: 1, high: 1) && gaps[2].missing == 0...0)
        #expect(gaps[1].present == StockRange(low: 0, high: 1) && gaps[1].missing == 1...2)
        let asked = NormGaps(norm()).asked(of: school("a", 91), stock: [.camera: StockRange(low: 5, high: 7)])
        #expect(asked?.surplus == [.camera: StockRange(low: 2, high: 4)])
    }

    @Test("a substitute counts in place of its item, and only what is left of it")
    func substitutes() throws {
        var norm = norm()
        norm.sets["one"]?[0].items.append(.init(category: .tablet, basis: .perSchool, count: 1, insteadOf: .camera))
        let gaps = try gaps(norm, school("a", 50), [.tablet: StockRange(low: 0, high: 3)])
        #expect(gaps.count == 1 && gaps[0].item.category == .camera)
        #expect(gaps[0].present == StockRange(low: 0, high: 1) && gaps[0].missing == 0...1)
    }

    @Test(
        "what is asked only where something is missing hangs on what is there",
        arguments: [(0, 0, 1...1), (0, 1, 0...1), (1, 1, nil)] as [(Int, Int, ClosedRange<Int>?)])
    func onlyIfMissing(_ low: Int, _ high: Int, _ missing: ClosedRange<Int>?) throws {
        var norm = norm()
        norm.sets["one"]?[0].items.append(
            .init(category: .modem, basis: .perSchool, count: 1, onlyIfMissing: .router))
        let gaps = try gaps(norm, school("a", 50), [.router: StockRange(low: low, high: high)])
        #expect(gaps.first { $0.item.category == .modem }?.missing == missing)
    }

    @Test("both ends of the support link need what no room of theirs brings")
    func link() throws {
        var norm = norm()
        norm.supportLink = .init(items: [
            .init(category: .camera, basis: .perSchool, count: 1),
            .init(category: .headset, basis: .perSchool, count: 1),
        ])
        var small = school("a", 50)
        #expect(try gaps(norm, small).map(\.room) == ["universal"])
        small.supportedBy = "s"
        // The universal room brings its camera.
        let own = try gaps(norm, small)
        #expect(own.map(\.room) == ["universal", "support_link"] && own[1].item.category == .headset)
        #expect(try gaps(norm, school("s", nil, .support)).map(\.item.category) == [.camera, .headset])
    }

    @Test("a norm speaks of the schools that its conditions name, and says where it cannot know")
    func applies() {
        var applies = EquipmentNorm.Applies(types: [.small], pupils: 10...90, grades: 5...9, shifts: 1...1)
        var place = school("a", 91)
        (place.grades, place.shifts) = ("1-11", 1)
        #expect(applies.speaks(of: place) == false)
        applies.pupils = 10...91
        #expect(applies.speaks(of: place) == true)
        place.shifts = nil
        #expect(applies.speaks(of: place) == nil)
        place.grades = "1-4"
        #expect(applies.speaks(of: place) == false)
    }

    @Test(
        "a line's clause steps above its base",
        arguments: [(nil, 20), (400, 20), (420, 21), (1_000, 50)] as [(Int?, Double)])
    func line(_ pupils: Int?, _ mbps: Double) {
        let clause = EquipmentNorm.LineClause(baseMbps: 20, basePupils: 400, stepMbps: 1, stepPupils: 20)
        #expect(clause.requiredMbps(pupils: pupils) == mbps && clause.lineNorm == .kazakhstan)
        var other = clause
        other.basePupils = 300
        #expect(other.lineNorm == nil)
    }

    @Test("rows add schools up from low to high, with their cost, and say who is unknown")
    func rows() throws {
        let schools = [school("a", 91), school("b", 200), school("c", nil), school("d", 500, .ordinary)]
        let stock = ["a": [EquipmentKind.headset: StockRange(low: 2, high: 12)]]
        let rows = NormGaps(norm()).rows(schools, stock: stock, by: .district)
        let headsets = try #require(rows.first { $0.category == .headset })
        #expect(headsets.needed == 24 && headsets.missingLow == 12 && headsets.missingHigh == 22)
        #expect(headsets.costLow == 120 && headsets.costHigh == 220 && headsets.currency == "KZT")
        #expect(headsets.schools == 2 && headsets.schoolsUnknown == 1 && headsets.area == "K/R/D")
        #expect(NormGaps(norm()).unknown(schools) == 1)
        #expect(rows.first { $0.category == .tablet }?.costLow == nil)
        #expect(rows.map(\.room) == ["digital", "digital", "science", "science"])
        let alone = NormGaps(norm()).rows(schools, stock: stock, by: .school)
        #expect(Set(alone.map(\.school)) == ["a", "b"] && alone.count == 8)
    }
}

extension EquipmentKind {
    fileprivate static let camera = EquipmentKind.stock(.device(.camera))
    fileprivate static let headset = EquipmentKind.stock(.device(.headset))
    fileprivate static let tablet = EquipmentKind.stock(.device(.tablet))
    fileprivate static let modem = EquipmentKind.stock(.device(.modem))
    fileprivate static let router = EquipmentKind.stock(.device(.router))
}
