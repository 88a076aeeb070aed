import Exchange
import Foundation
import Reports
import Store
import Testing

@Suite("Norm files")
struct NormFileTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../norms")
        .standardizedFileURL

    static let text = """
        id: n
        version: 1
        country: NO
        source: "s"
        date: 2026-11-01
        names: {en: N}
        types: [small]
        threshold: {pupils: 80, above: big, below: one, exactly: one}
        sets:
          big:
            - kind: digital
              names: {en: D}
              seats: 12
              items:
                - {category: headset, basis: per_seat, count: 1, price: {amount: 10, currency: KZT, year: 2026}}
                - {category: computer, basis: per_pupils, count: 2, pupils: 30}
          one:
            - kind: universal
              names: {en: U}
              items:
                - {category: camera, basis: per_school, count: 1, price: {amount: 5, currency: KZT, year: 2025}}
        """

    private func read(_ text: String) throws -> EquipmentNorm { try NormFile.read(Data(text.utf8), file: "n.yaml") }

    @Test("a file is read with all that it says")
    func whole() throws {
        let norm = try read(Self.text)
        // Country codes and versions are text, whatever YAML would make of NO and 1.
        #expect(norm.country == "NO" && norm.version == "1" && norm.threshold?.exactlyStated == true)
        #expect(norm.sets["big"]?[0].items.map(\.category) == [.stock(.device(.headset)), .stock(.computer)])
        #expect(norm.sets["big"]?[0].items[0].price == .init(amount: 10, currency: "KZT", year: 2026))
        #expect(norm.currency == "KZT" && norm.asksEquipment && norm.caveats.isEmpty)
    }

    @Test("the shipped norms are read, and say what their sources do not")
    func shipped() throws {
        let rooms = try NormFile.read(Data(contentsOf: Self.folder.appending(path: "kz-small-schools.yaml")), file: "k")
        #expect(rooms.rooms(pupils: 81)?.map(\.kind) == ["digital", "robotics", "science"])
        #expect(rooms.rooms(pupils: 80)?.map(\.kind) == ["universal"])
        #expect(rooms.example && rooms.caveats.count == 2)
        let link = try NormFile.read(
            Data(contentsOf: Self.folder.appending(path: "kz-support-link.yaml")), file: "s")
        #expect(link.supportLink?.line?.uploadMbps == 2.5 && link.supportLink?.items.count == 6 && link.asksEquipment)
        let line = try NormFile.read(Data(contentsOf: Self.folder.appending(path: "kz-line.yaml")), file: "l")
        #expect(line.line?.requiredMbps(pupils: 500) == 25 && !line.asksEquipment)
        #expect(line.line?.lineNorm == .kazakhstan)
    }

    @Test("JSON is YAML: files of the first release are read as they are")
    func json() throws {
        let norm = try read(
            #"""
            {"id": "n", "version": "1", "country": "K", "source": "s", "date": "2026-11-01", "names": {"en": "N"},
             "types": ["small"], "threshold": {"pupils": 80, "above": "a", "below": "a", "exactly": "a"},
             "sets": {"a": [{"kind": "u", "names": {"en": "U"}, "items": [
                {"category": "camera", "basis": "per_school", "count": 1, "mandatory": false, "spec": "HD"}]}]}}
            """#)
        #expect(norm.sets["a"]?[0].items[0].mandatory == false)
    }

    @Test(
        "what a file says wrong is told with its line and column",
        arguments: [
            ("seats: 12", "seats: 0", "line 13, column 14 (sets.big[0].seats)"),
            ("      seats: 12\n", "", "line 14, column 11 (sets.big[0].items[0]): is per_seat"),
            ("pupils: 30", "pupils: \"30\"", "line 16, column 69 (sets.big[0].items[1].pupils)"),
            ("exactly: one", "exactly: two", "line 8, column 58 (threshold.exactly): names the set \"two\""),
            ("exactly: one", "exactlee: one", "line 8, column 49 (threshold): \"exactlee\" is none of the keys"),
            ("per_school", "per_desk", "is none of per_school, per_room"),
            ("category: camera", "category: kamera", "line 21, column 22 (sets.one[0].items[0].category)"),
            ("2026-11-01", "2026-11-31", "line 5, column 7 (date)"),
            ("currency: KZT, year: 2025", "currency: USD, year: 2025", "prices are in KZT and USD"),
            ("version: 1\n", "", "line 1, column 1: \"version\" is missing"),
            ("count: 2, pupils", "count: 1.5, pupils", "is no whole number"),
            ("types: [small]", "types: []", "line 7, column 8 (types)"),
            ("types: [small]\n", "", "\"types\" is missing"),
            ("{en: N}", "{}", "line 6, column 8 (names)"),
            ("pupils: 30}", "pupils: 30, instead_of: camera}", "which this room does not ask for"),
            ("pupils: 30}", "pupils: 30, only_if_missing: headset}", "never missing"),
            ("pupils: 30}", "pupils: 30, min: 5, max: 2}", "max is below min"),
            ("id: n", "id: n/m", "line 1, column 5 (id)"),
            ("names: {en: U}", "names: {en: U", "no YAML"),
            ("id: n", "id: n\nid: m", "line 1, column 1: no YAML: the key id stands twice"),
            ("names: {en: U}", "names: &x {en: U}", "line 19, column 14: an anchor or alias"),
            ("types: [small]", "types: *x", "line 7, column 8: an anchor or alias"),
            ("source: \"s\"", "source: \"s\"\n---\nsource: t", "no YAML"),
        ])
    func refused(_ old: String, _ new: String, _ words: String) throws {
        let text = Self.text.replacing(old, with: new)
        #expect(text != Self.text)
        let failure = #expect(throws: ImportFailure.self) { try read(text) }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
        #expect(failure?.description.hasPrefix("n.yaml was not imported") == true)
    }

    @Test("all faults of a file are told at once")
    func together() {
        let text = Self.text.replacing("seats: 12", with: "seats: x").replacing("count: 1,", with: "count: y,")
        let failure = #expect(throws: ImportFailure.self) { try read(text) }
        #expect((failure?.problems.count ?? 0) >= 3, "\(failure?.description ?? "")")
    }

    @Test(
        "files that stand for more than they say, or nest without end, are refused",
        arguments: [
            ("a: &a [x, x]\nb: &b [*a, *a]\n? *b\n: 1\n", "anchor"), (String(repeating: "[", count: 900), "no YAML"),
            (String(repeating: "- ", count: 100) + "x", "nested deeper"),
            (String(repeating: "x", count: 300_000), "is larger than 256 KiB"), ("", "is empty"), ("\u{1}", "no YAML"),
        ])
    func bombs(_ text: String, _ words: String) {
        let failure = #expect(throws: ImportFailure.self) { try read(text) }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }

    @Test("bytes that are no text are refused")
    func bytes() {
        #expect(throws: ImportFailure.self) { try NormFile.read(Data([0xFF, 0xFE, 0x41]), file: "n.yaml") }
    }
}
