import Foundation
import Testing

@Suite("Imports of every format", .timeLimit(.minutes(1)))
struct ImportFormatTests {
    @Test(
        "the same schools come out of every format",
        arguments: [
            ("XLSX", "schools.xlsx"), ("GeoJSON", "schools.geojson"), ("GPKG", "schools.gpkg"),
            ("LIBKML", "schools.kml"), ("ESRI Shapefile", "schools.shp"),
        ])
    func formats(_ format: String, _ name: String) async throws {
        let files = try SchoolFiles(in: Region())
        try await files.convert(to: name, format)
        let imported = try await files.region.parta("import", "schools", files.region.path(name))
        try #require(imported.exit == 0, "\(imported.errors)")
        #expect(imported.errors.contains("2 added, 0 changed, 0 unchanged"), "\(imported.errors)")
        let fromCSV = try await files.region.parta("import", "schools", files.region.path("schools.csv"))
        #expect(fromCSV.errors.contains("0 added, 0 changed, 2 unchanged"), "\(fromCSV.errors)")
        #expect(try await files.schools().contains("\"latitude\" : 49.95518"))
    }

    @Test(
        "a fault is told where the file's own program shows it",
        arguments: [
            ("XLSX", "bad.xlsx", "sheet bad, row 3, column J (pupils): \"many\" is not a whole number"),
            ("GeoJSON", "bad.geojson", "feature 2, property pupils: \"many\" is not a whole number"),
        ])
    func places(_ format: String, _ name: String, _ expected: String) async throws {
        let files = try SchoolFiles(in: Region())
        try files.write("bad.csv", SchoolFiles.csv.replacingOccurrences(of: "57.06702,3,", with: "57.06702,many,"))
        try await files.convert(to: name, format, from: "bad.csv")
        let refused = try await files.region.parta("import", "schools", files.region.path(name))
        #expect(refused.exit == 65)
        #expect(refused.errors.contains(expected), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: files.region.path("parta.sqlite")))
    }

    @Test("a map with latitude and longitude swapped says so for each school, and imports nothing when dry")
    func swapped() async throws {
        let files = try SchoolFiles(in: Region())
        let feature = { (id: String, x: Double, y: Double) in
            #"{"type":"Feature","properties":{"id":"\#(id)","name_en":"N\#(id)","country":"Kazakhstan"},"#
                + #""geometry":{"type":"Point","coordinates":[\#(x),\#(y)]}}"#
        }
        try files.write(
            "swapped.geojson",
            #"{"type":"FeatureCollection","features":["#
                + [feature("1", 49.95518, 57.16702), feature("2", 49.85518, 57.06702)].joined(separator: ",") + "]}")
        let result = try await files.region.parta(
            "import", "schools", files.region.path("swapped.geojson"), "--dry-run", "--warnings",
            files.region.path("warnings.txt"))
        #expect(result.exit == 0, "\(result.errors)")
        #expect(result.errors.contains("would be 2 added"))
        let lines = String(decoding: try files.data("warnings.txt"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains("swap them") && $0.hasPrefix("feature ") }, "\(lines)")
    }

    @Test("columns of others by --map, decimal commas, Windows-1251, several sheets' names")
    func mapped() async throws {
        let files = try SchoolFiles(in: Region())
        let text = "Код;Наименование;Широта;Долгота\r\nA-1;Средняя школа №1;49,95518;57,16702\r\n"
        try files.write("theirs.csv", try #require(text.data(using: .windowsCP1251)))
        let result = try await files.region.parta(
            "import", "schools", files.region.path("theirs.csv"), "--country", "Kazakhstan", "--map", "Код=id", "--map",
            "наименование=school_name", "--map", "Широта=latitude", "--map", "Долгота=longitude")
        #expect(result.exit == 0, "\(result.errors)")
        #expect(result.errors.contains("warning: read as Windows-1251"), "\(result.errors)")
        let schools = try await files.schools()
        #expect(schools.contains("Средняя школа №1") && schools.contains("49.95518"))
        let wrong = try await files.region.parta(
            "import", "schools", files.region.path("theirs.csv"), "--sheet", "x", "--country", "K")
        #expect(wrong.exit == 65 && wrong.errors.contains("has no sheets"))
    }
}
