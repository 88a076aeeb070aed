internal import CGDAL
internal import ExchangeRows

/// Writes layers of points and lines with properties.
@safe struct LayerWriter: ~Copyable {
    private let dataset: GDALDatasetH
    private let layerOption: String?
    private var layer: OGRLayerH
    /// Of the layer's fields, by column.
    private var fields: [Int32]

    /// - Parameter path: where nothing is yet.
    init(_ path: String, _ format: ExchangeFormat, _ header: TableHeader) throws(ExchangeFault) {
        _ = Drivers.register(format)
        let (name, option, layerOption): (String, String?, String?) =
            switch format {
            case .gpkg: ("GPKG", nil, "FID=fid")
            // A property of ours is the name of a placemark.
            case .kml: ("KML", "NameField=name", nil)
            default: ("GeoJSON", nil, "RFC7946=YES")
            }
        guard let driver = unsafe GDALGetDriverByName(name),
            let dataset = unsafe parta_gdal_create(driver, path, option)
        else { throw .cannotWrite("cannot be made (\(Drivers.lastMessage))") }
        do throws(ExchangeFault) {
            (unsafe layer, fields) = unsafe try Self.layer(of: dataset, header, layerOption)
        } catch {
            unsafe GDALClose(dataset)
            throw error
        }
        unsafe self.dataset = dataset
        self.layerOption = layerOption
        // One transaction where the format knows them; the others say that they do not.
        unsafe GDALDatasetStartTransaction(dataset, 0)
        CPLErrorReset()
    }

    /// Begins another layer, to which the rows after it belong.
    mutating func add(_ header: TableHeader) throws(ExchangeFault) {
        (unsafe layer, fields) = unsafe try Self.layer(of: dataset, header, layerOption)
        CPLErrorReset()
    }

    private static func layer(
        of dataset: GDALDatasetH, _ header: TableHeader, _ layerOption: String?
    ) throws(ExchangeFault) -> (OGRLayerH, [Int32]) {
        let shape =
            switch header.shape {
            case nil: wkbPoint
            case .lines?: wkbLineString
            case .mixed?: wkbUnknown
            }
        let degrees = unsafe OSRNewSpatialReference(nil)
        unsafe OSRImportFromEPSG(degrees, 4326)
        unsafe OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER)
        let made = unsafe parta_gdal_create_layer(dataset, header.layer, degrees, shape, layerOption)
        unsafe OSRDestroySpatialReference(degrees)
        guard let layer = unsafe made else {
            throw .cannotWrite("cannot hold a layer (\(Drivers.lastMessage))")
        }
        let definition = unsafe OGR_L_GetLayerDefn(layer)
        var indices: [Int32] = []
        for column in header.columns {
            // KML's layers have a name before anybody gives them one.
            let there = unsafe OGR_FD_GetFieldIndex(definition, column.name)
            guard there < 0 else {
                indices.append(there)
                continue
            }
            let type =
                switch column.kind {
                case .text: OFTString
                case .integer: OFTInteger64
                case .number: OFTReal
                }
            let field = unsafe OGR_Fld_Create(column.name, type)
            unsafe OGR_L_CreateField(layer, field, 1)
            unsafe OGR_Fld_Destroy(field)
            indices.append(unsafe OGR_FD_GetFieldCount(definition) - 1)
        }
        return unsafe (layer, indices)
    }

    deinit { unsafe GDALClose(dataset) }

    func write(_ row: TableRow) throws(ExchangeFault) {
        let feature = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer))
        defer { unsafe OGR_F_Destroy(feature) }
        for (field, cell) in zip(fields, row.cells) {
            switch cell {
            case .missing: unsafe OGR_F_SetFieldNull(feature, field)
            case .text(let text): unsafe OGR_F_SetFieldString(feature, field, text)
            case .integer(let number): unsafe OGR_F_SetFieldInteger64(feature, field, Int64(number))
            case .number(let number): unsafe OGR_F_SetFieldDouble(feature, field, number)
            }
        }
        if let longitude = row.longitude, let latitude = row.latitude {
            let point = unsafe OGR_G_CreateGeometry(wkbPoint)
            unsafe OGR_G_SetPoint_2D(point, 0, longitude, latitude)
            unsafe OGR_F_SetGeometryDirectly(feature, point)
        } else if let line = row.line {
            let points = unsafe OGR_G_CreateGeometry(wkbLineString)
            for index in stride(from: 0, to: line.count - 1, by: 2) {
                unsafe OGR_G_AddPoint_2D(points, line[index], line[index + 1])
            }
            unsafe OGR_F_SetGeometryDirectly(feature, points)
        }
        guard unsafe OGR_L_CreateFeature(layer, feature) == OGRERR_NONE else {
            throw .cannotWrite("cannot take row \(row.number) (\(Drivers.lastMessage))")
        }
    }

    /// - Throws: `ExchangeFault` when not all of it is on the disk.
    func finish() throws(ExchangeFault) {
        unsafe GDALDatasetCommitTransaction(dataset)
        CPLErrorReset()
        unsafe GDALFlushCache(dataset)
        guard CPLGetLastErrorType() != CE_Failure else {
            throw .cannotWrite("cannot be written to its end (\(Drivers.lastMessage))")
        }
    }
}
