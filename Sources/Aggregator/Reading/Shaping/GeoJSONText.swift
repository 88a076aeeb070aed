internal import FoundationEssentials
internal import Reports
internal import Store

/// Rows as points on a map: a FeatureCollection of RFC 7946.
enum GeoJSONText {
    /// A ten-millionth of the equator is 4 m: six decimals of a degree, as RFC 7946, section 11.2, asks.
    private static let perDegree = 1_000_000.0

    private struct Collection: Encodable {
        let type = "FeatureCollection"
        /// West, south, east, north of all points; absent where there is none.
        var bbox: [Double]?
        var features: [Feature]
    }

    private struct Feature: Encodable {
        let type = "Feature"
        var geometry: Point?
        var properties: [String: JSONValue]

        enum CodingKeys: CodingKey { case type, geometry, properties }

        /// A feature without a place has a geometry of null (RFC 7946, section 3.2), and not none.
        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(type, forKey: .type)
            try values.encode(geometry, forKey: .geometry)
            try values.encode(properties, forKey: .properties)
        }
    }

    private struct Point: Encodable {
        let type = "Point"
        /// Longitude first.
        var coordinates: [Double]
    }

    /// - Parameters:
    ///   - objects: the rows by their keys.
    ///   - places: where each of them lies, in the same order; nil where the registry does not know its school any more.
    static func render(_ objects: [[String: JSONValue]], places: [PlaceRow?]) throws -> Data {
        let features = zip(objects, places).map { object, place in
            Feature(
                geometry: point(place),
                properties: object.merging(["made_up": place.map { .flag($0.madeUp) } ?? .null]) { $1 })
        }
        let points = features.compactMap { $0.geometry?.coordinates }
        let (longitudes, latitudes) = (points.map { $0[0] }, points.map { $0[1] })
        let bounds = [longitudes.min(), latitudes.min(), longitudes.max(), latitudes.max()].compactMap(\.self)
        return try ReportCoder.encode(Collection(bbox: bounds.isEmpty ? nil : bounds, features: features))
    }

    /// Nil where the place is not known, or no place on Earth.
    private static func point(_ place: PlaceRow?) -> Point? {
        guard let latitude = place?.latitude, let longitude = place?.longitude, abs(latitude) <= 90,
            abs(longitude) <= 180
        else { return nil }
        return Point(coordinates: [longitude, latitude].map { ($0 * perDegree).rounded() / perDegree })
    }
}
