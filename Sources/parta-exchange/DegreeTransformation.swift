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

    /// A line, or each of several in one feature, as degrees east and north of its points one after the other.
    /// - Returns: none for what is no line.
    func lines(of geometry: OGRGeometryH?, place: String) throws(ExchangeFault) -> [[Double]] {
        guard let geometry = unsafe geometry else { return [] }
        switch unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
        case wkbLineString: return [unsafe try line(geometry, place)]
        case wkbMultiLineString:
            var lines: [[Double]] = []
            for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
                lines += unsafe try self.lines(of: OGR_G_GetGeometryRef(geometry, index), place: place)
            }
            return lines
        default: return []
        }
    }

    private func line(_ geometry: OGRGeometryH, _ place: String) throws(ExchangeFault) -> [Double] {
        let count = unsafe OGR_G_GetPointCount(geometry)
        guard count <= Self.linePoints else { throw .badData("has a line of \(count) points (\(place))") }
        var line: [Double] = []
        for index in 0..<count {
            var (x, y) = unsafe (OGR_G_GetX(geometry, index), OGR_G_GetY(geometry, index))
            if let transformation = unsafe transformation {
                var z = 0.0
                guard unsafe OCTTransform(transformation, 1, &x, &y, &z) != 0 else {
                    throw .badData("has a point that is nowhere on the Earth (\(place))")
                }
            }
            guard x.isFinite, y.isFinite else { throw .badData("has a point without finite coordinates (\(place))") }
            // A centimetre, so that lines that meet in their files meet here.
            line += [(x * 1e7).rounded() / 1e7, (y * 1e7).rounded() / 1e7]
        }
        return line
    }

    /// A line of text holds no more.
    private static let linePoints: Int32 = 40_000
}
