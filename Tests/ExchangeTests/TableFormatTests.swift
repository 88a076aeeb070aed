import ExchangeRows
import Foundation
import Testing

@testable import Exchange

@Suite("Which format a file is in")
struct TableFormatTests {
    @Test(
        "by what it holds",
        arguments: [
            ("a.xlsx", "PK\u{3}\u{4}", TableFormat.exchange(.xlsx)), ("a", "PK\u{3}\u{4}", .exchange(.xlsx)),
            ("a.gpkg", "SQLite format 3\0", .exchange(.gpkg)), ("a.JSON", " \n{\"type\"", .exchange(.geojson)),
            ("a.kml", "<?xml version=\"1.0\"?><kml xmlns=\"x\">", .exchange(.kml)), ("a.csv", "id,name", .csv),
            ("schools", "id,name", .csv), ("x.osm.pbf", "\0\0\0\r", .exchange(.osm)),
            ("a.geojson", "\u{FEFF}{}", .exchange(.geojson)),
        ])
    func content(_ path: String, _ start: String, _ format: TableFormat) throws {
        #expect(try TableFormat.of(path, start: Array(start.utf8)) == format)
    }

    @Test(
        "a file that is not what it is called is refused",
        arguments: [
            ("a.csv", "PK\u{3}\u{4}", "is called CSV and holds XLSX"),
            ("a.xlsx", "id,name", "does not begin as XLSX does"),
            ("a.geojson", "<OGRVRTDataSource>", "does not begin as GeoJSON"), ("a.kml", "<OGRVRTDataSource>", "KML"),
            ("a.gpkg", "{", "is called GeoPackage and holds GeoJSON"), ("a.kmz", "PK\u{3}\u{4}", "unpack it"),
        ])
    func contradiction(_ path: String, _ start: String, _ words: String) {
        let failure = #expect(throws: ImportFailure.self) { try TableFormat.of(path, start: Array(start.utf8)) }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }

    @Test("a spreadsheet of the old kind is told apart")
    func oldSpreadsheet() {
        let failure = #expect(throws: ImportFailure.self) {
            try TableFormat.of("a.xls", start: [0xD0, 0xCF, 0x11, 0xE0])
        }
        #expect(failure?.description.contains("save it as XLSX") == true)
    }
}
