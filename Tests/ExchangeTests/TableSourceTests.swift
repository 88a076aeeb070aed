import Foundation
import Testing

@testable import Exchange

@Suite("A table of any format")
struct TableSourceTests {
    private func table(_ text: String, _ map: [String] = []) throws -> TableSource {
        try TableSource(Data(text.utf8), file: "f", map: try ColumnMap(map))
    }

    @Test("places in the words of who has the file open")
    func places() {
        let column = (5, "latitude")
        let texts = [TablePlace.line(7), .row(7, sheet: "Schools"), .feature(7), .file].map {
            $0.text(column: column.0, name: column.1)
        }
        #expect(
            texts == [
                "line 7, column 5 (latitude)", "sheet Schools, row 7, column E (latitude)",
                "feature 7, property latitude", "column latitude",
            ])
        #expect([1, 26, 27, 52, 53, 702, 703].map(TablePlace.letters) == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
    }

    @Test("a mapped column is found by our name and named by theirs")
    func mapping() throws {
        let table = try table("Код;Широта;x\nA;91,5;1\n", ["код=id", " Широта = latitude "])
        #expect(table.hasColumn("id") && !table.hasColumn("код"))
        #expect(table.cell(table.rows[0], "id") == "A")
        var reader = RowReader(table: table, row: table.rows[0])
        #expect(reader.number(["latitude"], in: -90...90, unit: "degrees") == nil)
        #expect(reader.problems.first?.description.hasPrefix("line 2, column 2 (Широта): \"91,5\"") == true)
        #expect(table.columns(besides: ["id", "latitude"]) == ["x"])
    }

    @Test(
        "a mapping that does not fit is said",
        arguments: [
            (["nothere=id"], "no column", "\"nothere\""), (["a=b"], "stands twice", "(b)"),
        ])
    func wrongMapping(_ map: [String], _ why: String, _ what: String) {
        let failure = #expect(throws: ImportFailure.self) { try table("a,b\n1,2\n", map) }
        #expect(failure?.description.contains(what) == true, "\(why): \(failure?.description ?? "")")
    }

    @Test(
        "a mapping of another form is refused", arguments: [["id"], ["=id"], ["a="], ["a=x", "A=y"], ["a=x", "b=X"]])
    func mappingForm(_ map: [String]) {
        #expect(throws: ColumnMap.Fault.self) { try ColumnMap(map) }
    }

    @Test("a formula is text and a warning; the apostrophe of a careful writer is no part of it")
    func formulas() throws {
        let table = try table("name,note\n=1+1,'@x\n'plain,-3\n")
        var first = RowReader(table: table, row: table.rows[0])
        #expect(first.text(["name"]) == "=1+1")
        #expect(first.text(["note"]) == "@x")
        #expect(first.problems.isEmpty)
        #expect(first.warnings.map(\.description).allSatisfy { $0.contains("formula") && $0.hasPrefix("line 2") })
        #expect(first.warnings.count == 2)
        var second = RowReader(table: table, row: table.rows[1])
        #expect(second.text(["name"]) == "'plain")
        #expect(second.number(["note"], in: -5...5, unit: "things") == -3)
        #expect(second.warnings.isEmpty)
    }

    @Test("a file cut off in a row is said to be")
    func cutOff() {
        let failure = #expect(throws: ImportFailure.self) { try table("a,b,c\n1,2,3\n4,5") }
        #expect(failure?.description.contains("line 3: 2 cells where the header has 3 columns; the file seems") == true)
        let whole = #expect(throws: ImportFailure.self) { try table("a,b,c\n1,2,3\n4,5\n") }
        #expect(whole?.description.contains("cut off") == false)
    }
}
