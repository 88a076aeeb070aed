import Dashboard
import Foundation
import Reports
import Store
import Testing

struct BulletinTests {
    private static let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
    static let hostile = "<script>alert(1)</script>|*x*\u{202E}[a](b)\"\u{301}"

    private static func reading(_ schools: [School]? = nil) throws -> BulletinReading {
        let known =
            schools
            ?? (1...20).map { School(id: "S-\($0)", names: Names(en: $0 == 1 ? hostile : "School \($0)"), area: area) }
        func coverage(_ live: (Int) -> Int) -> [CoverageRow] {
            known.enumerated().map { index, school in
                CoverageRow(
                    school: school.id, schoolName: nil, area: area, schools: 1, schoolsWithoutComputers: 0,
                    coverage: Coverage(registered: 100, agents: 50, live: live(index)), day: "2026-11-22")
            }
        }
        func years(_ first: Int, _ pupils: (Int) -> Int) throws -> [SchoolYearCount] {
            let year = try #require(SchoolYear(first: first))
            return known.enumerated().map { SchoolYearCount(school: $1.id, year: year, pupils: pupils($0)) }
        }
        return BulletinReading(
            area: area.text, since: Date(timeIntervalSince1970: 1_788_220_800),
            until: Date(timeIntervalSince1970: 1_793_404_800), places: known.map { PlaceRow($0) }, lines: [],
            earlierLines: [], coverage: coverage { $0 < 3 ? 0 : 41 }, earlierCoverage: coverage { $0 == 19 ? 0 : 40 },
            stock: [], earlierStock: [], programmes: [], indicators: [],
            years: try years(2025) { 100 + $0 } + years(2026) { $0 < 5 ? 90 : 1_000 })
    }

    private static func document(_ language: Language, _ reading: BulletinReading) throws -> BulletinDocument {
        BulletinText(reading, wording: try CatalogueTests.wording(language), editor: ["Own words.\nSecond line."])
            .document
    }

    @Test func whatChangedIsCounted() throws {
        let figures = BulletinFigures(try Self.reading())
        #expect(figures.wentSilent == ["S-1", "S-2", "S-3"] && figures.cameBack == ["S-20"])
        #expect(figures.computers == 3_000 && figures.live == 17 * 41 && figures.liveBefore == 19 * 40)
        let enrollment = try #require(figures.enrollment)
        #expect(enrollment.pupils == 5 * 90 + 15 * 1_000 && enrollment.pupilsBefore == (100..<120).reduce(0, +))
        // 100 to 104 became 90 each.
        #expect(enrollment.leavers == 10 + 11 + 12 + 13 + 14 && enrollment.shrinking == 5 && enrollment.growing == 15)
    }

    /// Each language writes numbers in its own way: without marks of groups and decimals they are the same, in the same order.
    @Test func theThreeLanguagesSayTheSameNumbers() throws {
        func numbers(_ language: Language) throws -> [[String]] {
            let document = try Self.document(language, try Self.reading())
            return document.blocks.map { block in
                let text =
                    switch block {
                    case .table(_, let rows): rows.flatMap { $0.dropFirst() }.joined(separator: " ; ")
                    case .paragraph(let text): text
                    case .list(let items): items.joined(separator: " ; ")
                    case .heading, .editor: ""
                    }
                return text.matches(of: /[0-9]+(?:[,.\u{00A0}][0-9]+)*/).map { $0.0.filter(\.isNumber) }.sorted()
            }
        }
        let english = try numbers(.en)
        #expect(english.joined().count > 20)
        #expect(try numbers(.ru) == english)
        #expect(try numbers(.kk) == english)
    }

    @Test func whatOthersWroteIsText() throws {
        let document = try Self.document(.en, try Self.reading())
        #expect(!document.html.contains("<script") && document.html.contains("&lt;script&gt;"))
        #expect(document.html.contains("<bdi>") && !document.html.contains("://"))
        #expect(!document.markdown.contains(#/[^\\]</#) && !document.markdown.contains("\u{202E}"))
        #expect(document.markdown.contains("\\<script\\>alert(1)\\</script\\>\\|\\*x\\*"))
        #expect(document.markdown.contains("> Own words.\n> Second line.\n"))
    }

    @Test(arguments: Language.allCases)
    func anAreaWithoutSchoolsSaysSo(language: Language) throws {
        let document = try Self.document(language, try Self.reading([]))
        #expect(document.blocks.count == 2)
        #expect(document.html.contains("</html>"))
    }
}
