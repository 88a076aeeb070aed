import Foundation
import Glibc
import Testing

@Suite("Files that mean harm, or came to it", .timeLimit(.minutes(1)))
struct HostileFileTests {
    /// A region whose database holds two schools, with a copy of it as it is.
    private func world() async throws -> (SchoolFiles, before: String) {
        let files = try SchoolFiles(in: Region())
        let imported = try await files.region.parta("import", "schools", files.region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        return (files, try await files.schools())
    }

    private func refused(
        _ files: SchoolFiles, _ name: String, before: String, _ words: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let result = try await files.region.parta(
            "import", "schools", files.region.path(name), "--country", "Kazakhstan")
        #expect(result.exit == 65, "\(result.errors)", sourceLocation: location)
        #expect(result.errors.contains(words), "\(result.errors)", sourceLocation: location)
        #expect(result.complaints.count == 1, "\(result.errors)", sourceLocation: location)
        #expect(try await files.schools() == before, sourceLocation: location)
    }

    @Test("a file cut off is said to be damaged, wherever it was cut", arguments: [0.02, 0.5, 0.95])
    func truncated(_ share: Double) async throws {
        let (files, before) = try await world()
        for (format, name, words) in [
            ("XLSX", "cut.xlsx", "XLSX"), ("GeoJSON", "cut.geojson", "GeoJSON"), ("LIBKML", "cut.kml", "KML"),
        ] {
            try await files.convert(to: "whole-\(name)", format)
            let whole = try files.data("whole-\(name)")
            try files.write(name, whole.prefix(max(30, Int(Double(whole.count) * share))))
            try await refused(files, name, before: before, words)
        }
    }

    @Test(
        "2 GB are refused by their size, not by reading them", arguments: ["large.csv", "large.geojson", "large.xlsx"])
    func tooLarge(_ name: String) async throws {
        let (files, before) = try await world()
        let start = name.hasSuffix("csv") ? "id,name" : name.hasSuffix("xlsx") ? "PK\u{3}\u{4}" : "{"
        try files.write(name, start)
        try #require(truncate(files.region.path(name), 2_147_483_648) == 0)
        try await refused(files, name, before: before, "is larger than")
    }

    @Test("an archive of zeros that unpacks to 2 GB ends the reader and nothing else")
    func zipBomb() async throws {
        let (files, before) = try await world()
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
                bomb.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                    '<Override PartName="/xl/workbook.xml" ContentType='
                    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
                bomb.writestr("xl/workbook.xml", '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                    'relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>')
                bomb.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" '
                    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
                    'Target="worksheets/sheet1.xml"/></Relationships>')
                row = b'<row><c t="inlineStr"><is><t>' + b"A" * 1000000 + b'</t></is></c></row>'
                with bomb.open("xl/worksheets/sheet1.xml", "w") as sheet:
                    sheet.write(b"<worksheet><sheetData>")
                    for _ in range(2000): sheet.write(row)
                    sheet.write(b"</sheetData></worksheet>")
            """
        let made = Foundation.Process()
        made.executableURL = URL(filePath: "/usr/bin/python3")
        made.arguments = ["-c", script, files.region.path("bomb.xlsx")]
        try made.run()
        made.waitUntilExit()
        try #require(made.terminationStatus == 0)
        let size = try files.data("bomb.xlsx").count
        #expect(size < 5_000_000, "\(size)")
        try await refused(files, "bomb.xlsx", before: before, "bomb.xlsx was not imported")
    }

    @Test(
        "a virtual format under another name opens nothing else",
        arguments: ["virtual.geojson", "virtual.kml", "virtual.gpkg", "virtual.xlsx"])
    func virtual(_ name: String) async throws {
        let (files, before) = try await world()
        try files.write(
            name,
            "<OGRVRTDataSource><OGRVRTLayer name=\"schools\"><SrcDataSource>\(files.region.path("schools.csv"))"
                + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
        try await refused(files, name, before: before, "does not begin as")
    }

    @Test("text behind a good beginning is no way around", arguments: ["kml", "geojson"])
    func disguised(_ ending: String) async throws {
        let (files, before) = try await world()
        let start = ending == "kml" ? "<kml/>" : "{"
        try files.write("disguised.\(ending)", start + "<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>")
        try await refused(files, "disguised.\(ending)", before: before, "was not imported")
    }

    @Test(
        "the reader itself takes a file's whole path and no other name",
        arguments: [
            "/vsicurl/http://127.0.0.1/x.geojson", "/vsizip/x.zip", "/VSISTDIN/", "x.geojson", "http://127.0.0.1/x",
            "{\"type\":\"FeatureCollection\",\"features\":[]}",
        ])
    func names(_ path: String) async throws {
        let result = try await Program.exchange.run(["512", "10", "read", "geojson", path])
        #expect(result.exit == 64)
        #expect(result.errors.contains("a file's whole path is wanted"), "\(result.errors)")
    }

    @Test("a reader without enough memory or time says what it lacked")
    func limits() async throws {
        let (files, _) = try await world()
        let features = (0..<150_000).map {
            #"{"type":"Feature","properties":{"id":"\#($0)","name":"\#(String(repeating: "n", count: 200))"},"geometry":null}"#
        }
        try files.write(
            "many.geojson", #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}")
        let slow = try await Program.exchange.run(["2048", "1", "read", "geojson", files.region.path("many.geojson")])
        #expect(slow.exit == SIGXCPU || slow.exit == 0, "\(slow.exit) \(slow.errors)")
    }
}
