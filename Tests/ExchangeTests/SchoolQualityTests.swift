import Foundation
import Store
import Testing

@testable import Exchange

@Suite("What is likely wrong with a school")
struct SchoolQualityTests {
    private func content(_ rows: String, header: String = "id,name_en,country,latitude,longitude,pupils") throws
        -> TableContent<ImportedSchool>
    {
        try TableSource(Data("\(header)\n\(rows)\n".utf8), file: "f").content(SchoolTableReader())
    }

    @Test(
        "a row warns of",
        arguments: [
            ("A,One,Kazakhstan,50.28391,57.16702,10", nil), ("A,One,Қазақстан,50.28391,57.16702,10", nil),
            (
                "A,One,Kazakhstan,57.16702,50.28391,10",
                "line 2, column 4 (latitude): outside Kazakhstan, and inside with"
            ),
            ("A,One,Kazakhstan,55.75123,37.61712,10", "line 2, column 4 (latitude): 55.75123, 37.61712 lies outside"),
            ("A,One,Atlantis,5.75123,7.61712,10", nil),
            ("A,One,Kazakhstan,50.2839,57.16702,10", "50.2839 has 4 decimals"),
            ("A,One,Kazakhstan,50.28391,57,10", "line 2, column 5 (longitude): 57 has 0 decimals"),
            ("A,One,Kazakhstan,50.28391,57.16702,0", "line 2, column 6 (pupils): 0 pupils"),
            ("A,One,Kazakhstan,,,", nil), ("A,=One,Kazakhstan,,,", "begins as a formula"),
        ])
    func warnings(_ row: String, _ expected: String?) throws {
        let warnings = try content(row).warnings.map(\.description)
        #expect(warnings.count == (expected == nil ? 0 : 1), "\(warnings)")
        if let expected { #expect(warnings.first?.contains(expected) == true, "\(warnings)") }
    }

    @Test(
        "speeds that no school has",
        arguments: [("20", 0), ("10000", 0), ("10001", 1), ("-1", 1), ("fast", 1), ("", 0)])
    func speeds(_ speed: String, _ count: Int) throws {
        let header = "school_id_govt,school_name,country,download_speed_govt"
        #expect(try content("A,One,Kazakhstan,\(speed)", header: header).warnings.count == count)
    }

    @Test("a school entered twice: same name and level within 110 m, over the edges of any grid")
    func doubled() throws {
        let rows = """
            A,Arman,Kazakhstan,50.29999,57.16702,
            B,ARMAN,Kazakhstan,50.30001,57.16702,
            C,Arman,Kazakhstan,50.30201,57.16702,
            D,Other,Kazakhstan,50.29999,57.16702,
            E,Arman,Kazakhstan,,,
            F,Arman,Kazakhstan,50.29999,57.16852,
            """
        // F lies 107 m east of A, C 222 m north of B.
        let doubled = SchoolQuality.doubled(try content(rows)).map(\.description)
        #expect(doubled.count == 2, "\(doubled)")
        #expect(doubled.first?.hasPrefix("line 3: school \"B\" has name and level of \"A\"") == true)
        #expect(doubled.last?.hasPrefix("line 7: school \"F\"") == true)
    }
}
