internal import CGDAL
internal import ExchangeRows

/// Writes one layer of points with properties.
@safe struct LayerWriter: ~Copyable {
    private let dataset: GDALDatasetH
    private let layer: OGRLayerH
    /// Of the layer's fields, by column.
    private let fields: [Int32]

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
        let degrees = unsafe OSRNewSpatialReference(nil)
        unsafe OSRImportFromEPSG(degrees, 4326)
        unsafe OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER)
        let made = unsafe parta_gdal_create_layer(dataset, header.layer, degrees, wkbPoint, layerOption)
        unsafe OSRDestroySpatialReference(degrees)
        guard let layer = unsafe made else {
            unsafe GDALClose(dataset)
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
        unsafe self.dataset = dataset
        unsafe self.layer = layer
        fields = indices
        // One transaction where the format knows them; the others say that they do not.
        unsafe GDALDatasetStartTransaction(dataset, 0)
        CPLErrorReset()
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
