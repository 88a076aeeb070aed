internal import CGDAL
internal import ExchangeRows
internal import Glibc

/// Reads one layer of one file and hands its rows on.
@safe struct LayerReader: ~Copyable {
    private let dataset: GDALDatasetH
    private let format: ExchangeFormat
    private let path: String

    /// - Throws: `ExchangeFault` for what is no file of the format.
    init(_ path: String, _ format: ExchangeFormat) throws(ExchangeFault) {
        let driver = Drivers.register(format)
        // SQLite would make files beside one that another program has open.
        let option = format == .gpkg ? "IMMUTABLE=YES" : nil
        guard let dataset = unsafe parta_gdal_open(path, driver, option) else {
            let reason = Drivers.lastMessage
            throw .badData(
                "is not a whole \(format.title) file" + (reason.isEmpty ? "" : " (\(reason))")
                    + "; fetch or save it again")
        }
        unsafe self.dataset = dataset
        self.format = format
        self.path = path
    }

    deinit { unsafe GDALClose(dataset) }

    /// What tells the kind of a road, in OpenStreetMap's and others' words, and in ours.
    private static let kinds: Set = ["highway", "fclass", "class", "type", "laying"]
    private static let roadLayer = "lines"

    /// - Parameters:
    ///   - name: nil for the first layer that has rows.
    ///   - lines: whether features are lines; of OpenStreetMap, roads.
    /// - Returns: how many rows there were.
    func read(
        layer name: String?, lines: Bool = false, to output: inout LineOutput
    ) throws(ExchangeFault) -> Int {
        let name = name ?? (lines && format == .osm ? Self.roadLayer : nil)
        let layers = unsafe (0..<GDALDatasetGetLayerCount(dataset)).compactMap { index in
            unsafe GDALDatasetGetLayer(dataset, index)
        }
        // Counting a layer of roads means reading all of it: there, layers are as many as the driver has.
        let filled = format == .osm ? unsafe layers : unsafe layers.filter { unsafe OGR_L_GetFeatureCount($0, 1) != 0 }
        let names = unsafe filled.map { unsafe Self.text(OGR_L_GetName($0)) }
        let chosen: OGRLayerH?
        if let name {
            unsafe chosen = unsafe layers.first { unsafe Self.text(OGR_L_GetName($0)) == name }
        } else {
            unsafe chosen = unsafe filled.first
        }
        guard let layer = unsafe chosen else {
            let there = names.isEmpty ? "it has none with rows" : "it has \(names.joined(separator: ", "))"
            throw .badData(name.map { "has no sheet or layer \"\($0)\"; \(there)" } ?? "holds no rows")
        }
        let own = unsafe Self.text(OGR_L_GetName(layer))
        var columns = unsafe try Self.columns(of: layer).enumerated().map { (Int32($0), $1) }
        if lines { columns = columns.filter { Self.kinds.contains($0.1.lowercased()) } }
        // Of OpenStreetMap's lines most are walls, brooks and borders.
        if lines, format == .osm { unsafe OGR_L_SetAttributeFilter(layer, "highway IS NOT NULL") }
        output.write(
            .header(
                TableHeader(
                    layer: own, columns: columns.map { TableColumn($0.1) }, others: names.filter { $0 != own },
                    shape: lines ? .lines : nil)))
        return unsafe try rows(of: layer, columns: columns, lines: lines, to: &output)
    }

    private static func columns(of layer: OGRLayerH) throws(ExchangeFault) -> [String] {
        guard let definition = unsafe OGR_L_GetLayerDefn(layer) else { throw .badData("has a layer without columns") }
        let count = unsafe OGR_FD_GetFieldCount(definition)
        guard count <= ExchangeLimits.columns else {
            throw .badData("has \(count) columns; \(ExchangeLimits.columns) are read at most")
        }
        let names = (0..<count).map { index in
            unsafe text(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, index)))
        }
        guard let long = names.first(where: { $0.utf8.count > ExchangeLimits.nameBytes }) else { return names }
        throw .badData("has a column name longer than \(ExchangeLimits.nameBytes) bytes (\(long.prefix(40))…)")
    }

    private func rows(
        of layer: OGRLayerH, columns: [(index: Int32, name: String)], lines: Bool, to output: inout LineOutput
    ) throws(ExchangeFault) -> Int {
        let toDegrees = unsafe DegreeTransformation(of: OGR_L_GetSpatialRef(layer))
        unsafe OGR_L_ResetReading(layer)
        CPLErrorReset()
        let limit = lines ? ExchangeLimits.roadRows : ExchangeLimits.rows
        var (count, written) = (0, 0)
        while let feature = unsafe OGR_L_GetNextFeature(layer) {
            defer { unsafe OGR_F_Destroy(feature) }
            count += 1
            guard count <= limit else { throw .badData("has more than \(limit) rows") }
            // The driver of spreadsheets numbers features as the sheet numbers its rows.
            let number = format == .xlsx ? Int(unsafe OGR_F_GetFID(feature)) : count
            var row = TableRow(number: number, cells: [])
            row.cells.reserveCapacity(columns.count)
            for column in columns {
                row.cells.append(unsafe try Self.cell(feature, column.index, place: "\(number), \(column.name)"))
            }
            if lines {
                for line in unsafe try toDegrees.lines(of: OGR_F_GetGeometryRef(feature), place: "feature \(number)") {
                    row.line = line
                    output.write(.row(row))
                    written += 1
                }
                continue
            }
            if let point = unsafe try toDegrees.point(of: OGR_F_GetGeometryRef(feature), place: "feature \(number)") {
                (row.longitude, row.latitude) = (point.longitude, point.latitude)
            }
            output.write(.row(row))
            written += 1
        }
        guard CPLGetLastErrorType() != CE_Failure else {
            throw .badData("can be read up to row \(count) only (\(Drivers.lastMessage)); fetch or save it again")
        }
        return written
    }

    private static func cell(_ feature: OGRFeatureH, _ field: Int32, place: String) throws(ExchangeFault) -> TableCell {
        guard unsafe OGR_F_IsFieldSetAndNotNull(feature, field) != 0,
            let text = unsafe OGR_F_GetFieldAsString(feature, field)
        else { return .missing }
        guard unsafe strnlen(text, ExchangeLimits.cellBytes + 1) <= ExchangeLimits.cellBytes else {
            throw .badData("holds a cell longer than \(ExchangeLimits.cellBytes) bytes (\(place))")
        }
        guard let valid = unsafe String(validatingCString: text) else {
            throw .badData("holds a cell that is no UTF-8 text (\(place))")
        }
        return valid.isEmpty ? .missing : .text(valid)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }
}
