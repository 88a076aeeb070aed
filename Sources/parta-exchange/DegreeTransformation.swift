internal import CGDAL

/// Brings the points of a layer to degrees of WGS 84, whatever grid its file is in.
@safe struct DegreeTransformation: ~Copyable {
    /// Nil where the layer is in degrees, or does not say what it is in.
    private let transformation: OGRCoordinateTransformationH?

    init(of reference: OGRSpatialReferenceH?) {
        guard let reference = unsafe reference, unsafe OSRIsGeographic(reference) == 0,
            let degrees = unsafe OSRNewSpatialReference(nil)
        else {
            unsafe transformation = nil
            return
        }
        unsafe OSRImportFromEPSG(degrees, 4326)
        // East before north, as the formats themselves have it.
        unsafe OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER)
        unsafe transformation = OCTNewCoordinateTransformation(reference, degrees)
        unsafe OSRDestroySpatialReference(degrees)
    }

    deinit {
        if let transformation = unsafe transformation { unsafe OCTDestroyCoordinateTransformation(transformation) }
    }

    /// - Returns: nil for what is no point.
    func point(
        of geometry: OGRGeometryH?, place: String
    ) throws(ExchangeFault) -> (longitude: Double, latitude: Double)? {
        guard let geometry = unsafe geometry, unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbPoint,
            unsafe OGR_G_IsEmpty(geometry) == 0
        else { return nil }
        var (x, y) = unsafe (OGR_G_GetX(geometry, 0), OGR_G_GetY(geometry, 0))
        if let transformation = unsafe transformation {
            var z = 0.0
            guard unsafe OCTTransform(transformation, 1, &x, &y, &z) != 0 else {
                throw .badData("has a point that is nowhere on the Earth (\(place))")
            }
        }
        guard x.isFinite, y.isFinite else { throw .badData("has a point without finite coordinates (\(place))") }
        return (x, y)
    }
}
