import Foundation
import Testing

/// Files of schools in every format, made by other programs where these are to be had (gdal-bin).
struct SchoolFiles {
    let region: Region

    static let csv = """
        id,name_kk,name_ru,country,region,district,type,latitude,longitude,pupils,rural
        S-1,Тірек мектебі,Опорная школа,Kazakhstan,Aktobe,Alga,support,49.95518,57.16702,400,no
        S-2,,=Малая школа,Kazakhstan,Aktobe,Alga,small,49.85518,57.06702,3,yes

        """

    init(in region: Region) throws {
        self.region = region
        try write("schools.csv", Self.csv)
    }

    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    func write(_ name: String, _ data: Data) throws { try data.write(to: region.folder.appending(path: name)) }

    func data(_ name: String) throws -> Data { try Data(contentsOf: region.folder.appending(path: name)) }

    /// Has GDAL's own program write the schools, as points where the format is one of maps.
    func convert(to name: String, _ format: String, from source: String = "schools.csv") async throws {
        let points = [
            "-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude", "-oo", "KEEP_GEOM_COLUMNS=NO",
            "-a_srs", "EPSG:4326",
        ]
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/ogr2ogr")
        process.arguments =
            ["-f", format, region.path(name), region.path(source), "-oo", "AUTODETECT_TYPE=YES"]
            + (format == "XLSX" ? [] : points) + (format == "ESRI Shapefile" ? ["-lco", "ENCODING=UTF-8"] : [])
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "ogr2ogr cannot write \(format)")
    }

    /// The registry's rows, as JSON.
    func schools() async throws -> String {
        let listed = try await region.parta("schools", "--format", "json")
        try #require(listed.exit == 0, "\(listed.errors)")
        return listed.output
    }
}
