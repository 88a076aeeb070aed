import Dashboard
import Foundation
import Reports
import Store
import Testing

struct WordingTests {
    /// A number, its decimals, and how English, Russian and Kazakh write it; `_` stands for a space that does not break.
    @Test(arguments: [
        (0.0, 0, "0", "0"), (1234, 0, "1,234", "1234"), (12345, 0, "12,345", "12_345"),
        (1_234_567.891, 2, "1,234,567.89", "1_234_567,89"), (-0.04, 1, "0.0", "0,0"), (-3.25, 1, "−3.3", "−3,3"),
        (9.95, 1, "10.0", "10,0"), (.infinity, 0, "–", "–"), (.nan, 1, "–", "–"),
    ])
    func numbers(value: Double, decimals: Int, english: String, others: String) throws {
        for language in Language.allCases {
            let shown = try CatalogueTests.wording(language).number(value, decimals: decimals)
            let expected = language == .en ? english : others.replacing("_", with: "\u{A0}")
            #expect(shown == expected, "\(language)")
        }
    }

    @Test(arguments: [
        (Language.en, "22_November 2026", "45%"), (.ru, "22_ноября 2026_г.", "45_%"),
        (.kk, "2026_ж. 22_қараша", "45_%"),
    ])
    func daysAndShares(language: Language, day: String, share: String) throws {
        let wording = try CatalogueTests.wording(language)
        let date = try #require(CivilDate("2026-11-22"))
        #expect(wording.day(date) == day.replacing("_", with: "\u{A0}"))
        #expect(wording.percent(0.45) == share.replacing("_", with: "\u{A0}"))
    }

    @Test func aTextWithoutKeyIsItsKey() throws {
        let wording = try CatalogueTests.wording(.ru)
        #expect(wording("no.such.key") == "no.such.key")
        #expect(wording.word("verdict", "of_a_newer_program") == "of_a_newer_program")
    }
}
