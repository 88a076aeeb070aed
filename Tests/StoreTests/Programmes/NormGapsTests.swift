import FoundationEssentials
import Reports
import Testing

@testable import Store

@Suite("What schools lack of a norm")
struct NormGapsTests {
    static let file = """
        {"id": "n", "version": "1", "country": "K", "source": "s", "date": "2026-11-01", "names": {"en": "N"},
         "types": ["small"], "threshold": {"pupils": 80, "above": "big", "below": "one", "exactly": "one"},
         "sets": {
           "big": [
             {"kind": "digital", "names": {"en": "D"}, "seats": 12, "items": [
               {"category": "headset", "basis": "per_seat", "count": 1, "price": {"amount": 10, "currency": "KZT", "year": 2026}},
               {"category": "camera", "basis": "per_room", "count": 2, "mandatory": false}]},
             {"kind": "science", "names": {"en": "S"}, "items": [
               {"category": "camera", "basis": "per_room", "count": 1, "price": {"amount": 5, "currency": "KZT", "year": 2025}},
               {"category": "tablet", "basis": "per_pupils", "count": 2, "pupils": 30}]}],
           "one": [{"kind": "universal", "names": {"en": "U"}, "items": [
               {"category": "camera", "basis": "per_school", "count": 1}]}]}}
        """

    private func norm() throws -> EquipmentNorm { try EquipmentNorm.read(Data(Self.file.utf8), file: "n.json") }

    private func school(_ id: String, _ pupils: Int?, _ type: SchoolType = .small) -> SchoolPlace {
        SchoolPlace(
            id: id, name: id, area: AreaPath(country: "K", region: "R", district: "D"), type: type, pupils: pupils)
    }

    @Test(
        "the threshold decides the rooms, and what holds at it is the norm's word",
        arguments: [(79, 1), (80, 1), (81, 2)])
    func threshold(_ pupils: Int, _ rooms: Int) throws {
        var norm = try norm()
        #expect(norm.rooms(pupils: pupils).count == rooms)
        norm.threshold.exactly = "big"
        #expect(norm.rooms(pupils: 80).count == 2)
    }

    @Test("counts go by school, room, seat and pupils begun")
    func bases() throws {
        let gaps = try #require(NormGaps(norm()).gaps(of: school("a", 91), stock: [:]))
        #expect(gaps.map(\.needed) == [12, 2, 1, 8])
        #expect(NormGaps.needed(gaps[3].item, try norm().rooms(pupils: 90)[1], pupils: 90) == 6)
    }

    @Test("what is there fills what is mandatory first, and counts once")
    func stock() throws {
        let gaps = try #require(
            NormGaps(norm()).gaps(of: school("a", 91), stock: [.camera: StockRange(low: 1, high: 2)]))
        // The digital room's two cameras are recommended, the science room's one is asked for.
        #expect(gaps[2].present == StockRange(low: 1, high: 1) && gaps[2].missing == 0...0)
        #expect(gaps[1].present == StockRange(low: 0, high: 1) && gaps[1].missing == 1...2)
    }

    @Test("rows add schools up from low to high, with their cost, and say who is unknown")
    func rows() throws {
        let schools = [school("a", 91), school("b", 200), school("c", nil), school("d", 500, .ordinary)]
        let stock = ["a": [Category.headset: StockRange(low: 2, high: 12)]]
        let rows = NormGaps(try norm()).rows(schools, stock: stock, by: .district)
        let headsets = try #require(rows.first { $0.category == .headset })
        #expect(headsets.needed == 24 && headsets.missingLow == 12 && headsets.missingHigh == 22)
        #expect(headsets.costLow == 120 && headsets.costHigh == 220 && headsets.currency == "KZT")
        #expect(headsets.schools == 2 && headsets.schoolsUnknown == 1 && headsets.area == "K/R/D")
        #expect(NormGaps(try norm()).unknown(schools) == 1)
        #expect(rows.first { $0.category == .tablet }?.costLow == nil)
        #expect(rows.map(\.room) == ["digital", "digital", "science", "science"])
        let alone = NormGaps(try norm()).rows(schools, stock: stock, by: .school)
        #expect(Set(alone.map(\.school)) == ["a", "b"] && alone.count == 8)
    }

    @Test(
        "a file that says something wrong is refused with the place",
        arguments: [
            ("\"seats\": 12, ", "", "headset is per_seat"), ("\"pupils\": 30", "\"pupils\": 0", "pupils is below 1"),
            ("\"exactly\": \"one\"", "\"exactly\": \"two\"", "\"two\""), ("per_school", "per_desk", "basis"),
            ("\"mandatory\"", "\"mandatry\"", "\"mandatry\" is none of the keys"),
            (
                "\"camera\", \"basis\": \"per_school\"",
                "\"kamera\", \"basis\": \"per_school\"", "no"
            ), ("2026-11-01", "2026-11-31", "is not a day"),
            ("\"currency\": \"KZT\", \"year\": 2025", "\"currency\": \"USD\", \"year\": 2025", "KZT and USD"),
            ("\"version\": \"1\", ", "", "\"version\" is missing"),
            ("\"count\": 2, \"pupils\"", "\"count\": 0, \"pupils\"", "count of tablet"),
            ("\"types\": [\"small\"]", "\"types\": []", "types"), ("{\"en\": \"N\"}", "{}", "names is empty"),
        ])
    func refused(_ old: String, _ new: String, _ words: String) throws {
        let text = Self.file.replacing(old, with: new)
        #expect(text != Self.file)
        let failure = #expect(throws: EquipmentNorm.Failure.self) {
            try EquipmentNorm.read(Data(text.utf8), file: "n.json")
        }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
        #expect(failure?.description.contains("n.json") == true)
    }
}
