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

    /// A spreadsheet whose sheet is another: `row` so many times.
    private func bomb(_ files: SchoolFiles, _ row: String, times: Int) async throws {
        try await files.convert(to: "whole.xlsx", "XLSX")
        let script = """
            import sys, zipfile
            whole = zipfile.ZipFile(sys.argv[1])
            with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as bomb:
                for name in whole.namelist():
                    if name != "xl/worksheets/sheet1.xml": bomb.writestr(name, whole.read(name))
                with bomb.open("xl/worksheets/sheet1.xml", "w") as sheet:
                    sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
                    for _ in range(int(sys.argv[4])): sheet.write(eval(sys.argv[3]))
                    sheet.write(b"</sheetData></worksheet>")
            """
        let made = Foundation.Process()
        made.executableURL = URL(filePath: "/usr/bin/python3")
        made.arguments = [
            "-c", script, files.region.path("whole.xlsx"), files.region.path("bomb.xlsx"), row, String(times),
        ]
        try made.run()
        made.waitUntilExit()
        try #require(made.terminationStatus == 0)
        #expect(try files.data("bomb.xlsx").count < 1_000_000)
    }

    @Test(
        "a small archive that unpacks to much is refused in few words, with the database as it was",
        arguments: [
            ("b'<row><c t=\"inlineStr\"><is><t>' + b'A' * 1000000 + b'</t></is></c></row>'", 200, "column name longer"),
            ("b'<row>' + b'<c t=\"inlineStr\"><is><t>A</t></is></c>' * 2000 + b'</row>'", 100, "2000 columns"),
        ])
    func zipBomb(_ row: String, _ times: Int, _ words: String) async throws {
        let (files, before) = try await world()
        try await bomb(files, row, times: times)
        try await refused(files, "bomb.xlsx", before: before, words)
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

    @Test("a reader without enough processor time is ended by its own limit")
    func processorTime() async throws {
        let (files, _) = try await world()
        try await bomb(files, "b'<row>' + b'<c t=\"inlineStr\"><is><t>A</t></is></c>' * 900 + b'</row>'", times: 4_000)
        let slow = try await Program.exchange.run(["4096", "1", "read", "xlsx", files.region.path("bomb.xlsx")])
        #expect(slow.exit == SIGXCPU, "\(slow.exit) \(slow.errors)")
    }
}
