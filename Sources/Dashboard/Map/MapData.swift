public import FoundationEssentials
internal import Reports
internal import Store

/// What the map's script fetches: schools as points (RFC 7946), with the little that a mark and its window need.
public enum MapData {
    private struct Collection: Encodable {
        let type = "FeatureCollection"
        var features: [Feature]
    }

    private struct Feature: Encodable {
        struct Point: Encodable {
            let type = "Point"
            var coordinates: [Double]
        }

        struct Properties: Encodable {
            var id: String
            var name: String
            var area: String
            /// A `LineClass`; names in the reader's language stand in the page.
            var line: String
            var cause: String
            var mbps: String?
        }

        let type = "Feature"
        var geometry: Point
        var properties: Properties
    }

    /// - Returns: JSON; schools without a place are not in it.
    /// - Throws: `EncodingError`.
    public static func json(_ marks: [MapMark], _ wording: Wording) throws -> Data {
        let features = marks.compactMap { mark in
            mark.point.map { point in
                Feature(
                    // Five decimals of a degree are a metre.
                    geometry: Feature.Point(
                        coordinates: [point.longitude, point.latitude].map { ($0 * 1e5).rounded() / 1e5 }),
                    properties: Feature.Properties(
                        id: mark.place.school, name: mark.place.schoolName, area: mark.place.area.text,
                        line: mark.lineClass.rawValue, cause: mark.verdict.rawValue,
                        mbps: wording.mbps(mark.downloadMbps)))
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(Collection(features: features))
    }
}
