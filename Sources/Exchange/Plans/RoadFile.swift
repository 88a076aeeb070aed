public import ExchangeRows
internal import Foundation
public import Planning

/// Roads as lines of a GeoJSON, GeoPackage, KML, Shapefile or OpenStreetMap file.
public enum RoadFile {
    private static let kinds = ["laying", "class", "fclass", "highway", "type"]

    /// - Parameters:
    ///   - layer: of a file with several; nil for the first that has rows, of OpenStreetMap the one with roads.
    /// - Returns: every line of two points and more; of OpenStreetMap, those that are roads.
    /// - Throws: `ImportFailure`, `ExchangeFailure.notInstalled`.
    public static func read(
        _ path: String, layer: String? = nil, by program: ExchangeProgram = .installed(limits: .roads)
    ) throws -> [RoadLine] {
        func failure(_ message: String) -> ImportFailure {
            ImportFailure(file: path, problems: [.init(.file, message: message)])
        }
        guard let handle = FileHandle(forReadingAtPath: path), let start = try? handle.read(upToCount: 4_096) ?? Data()
        else { throw failure("cannot be read: check the path and who may read it") }
        try? handle.close()
        guard case .exchange(let format) = try TableFormat.of(path, start: [UInt8](start)), format != .xlsx else {
            throw failure("holds no lines: roads are GeoJSON, GeoPackage, KML, Shapefile or .osm.pbf")
        }
        let whole = URL(filePath: path).path(percentEncoded: false)
        let size = (try? FileManager.default.attributesOfItem(atPath: whole))?[.size] as? NSNumber
        guard let size, size.intValue <= ExchangeLimits.roadFileBytes else {
            throw failure("is larger than \(ExchangeLimits.roadFileBytes >> 20) MiB, or no plain file")
        }
        let sheet: ExchangeProgram.Sheet
        do {
            sheet = try program.read(whole, format, layer: layer, lines: true)
        } catch let error as ExchangeFailure {
            if error.isMissing { throw error }
            throw failure(error.description)
        }
        let columns = sheet.header.columns.map { $0.name.lowercased() }
        let kind = kinds.compactMap(columns.firstIndex(of:)).first
        let lines = sheet.rows.compactMap { row in line(row, kind) }
        guard !lines.isEmpty else { throw failure("holds no lines") }
        return lines
    }

    private static func line(_ row: TableRow, _ kind: Int?) -> RoadLine? {
        guard let degrees = row.line, degrees.count >= 4 else { return nil }
        let points = stride(from: 0, to: degrees.count - 1, by: 2).compactMap { index -> SpherePoint? in
            guard abs(degrees[index + 1]) <= 90, abs(degrees[index]) <= 180 else { return nil }
            return SpherePoint(latitude: degrees[index + 1], longitude: degrees[index])
        }
        return RoadLine(points, laying: kind.flatMap { row.cells[$0].plain?.lowercased() })
    }
}
