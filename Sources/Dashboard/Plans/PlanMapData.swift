public import FoundationEssentials
public import Store

/// A plan of fiber as map data (RFC 7946): its cable as lines, its sites as points.
public enum PlanMapData {
    private struct Collection: Encodable {
        let type = "FeatureCollection"
        var features: [Feature]
    }

    private struct Feature: Encodable {
        struct Geometry: Encodable {
            var type: String
            var points: [[Double]]

            func encode(to encoder: any Encoder) throws {
                var values = encoder.container(keyedBy: Keys.self)
                try values.encode(type, forKey: .type)
                if type == "Point" {
                    try values.encode(points[0], forKey: .coordinates)
                } else {
                    try values.encode(points, forKey: .coordinates)
                }
            }

            enum Keys: String, CodingKey { case type, coordinates }
        }

        struct Properties: Encodable {
            var kind: String
            var id: String?
            var from: String?
            var to: String?
            var technology: String?
            var phase: Int?
            var order: Int?
            var lot: Int?
            var km: Double?
            var cost: Double?
            var stage: String?
        }

        let type = "Feature"
        var geometry: Geometry
        var properties: Properties
    }

    /// - Parameters:
    ///   - places: latitude and longitude of schools, nodes and other places by their ids; what has none is left out.
    ///   - sites: whether sites are told too, or the cable alone.
    /// - Throws: `EncodingError`.
    public static func json(
        _ contents: PlanContents, places: [String: (latitude: Double, longitude: Double)], sites: Bool
    ) throws -> Data {
        func point(_ id: String) -> [Double]? {
            // Five decimals of a degree are a metre.
            places[id].map { [$0.longitude, $0.latitude].map { ($0 * 1e5).rounded() / 1e5 } }
        }
        var features = contents.segments.compactMap { segment -> Feature? in
            guard let from = point(segment.from), let to = point(segment.to) else { return nil }
            return Feature(
                geometry: .init(type: "LineString", points: [from, to]),
                properties: .init(
                    kind: "segment", from: segment.from, to: segment.to, phase: segment.phase, order: segment.order,
                    lot: segment.lot, km: segment.km, cost: segment.cost, stage: segment.stage.rawValue))
        }
        if sites {
            features += contents.sites.compactMap { site in
                point(site.site).map {
                    Feature(
                        geometry: .init(type: "Point", points: [$0]),
                        properties: .init(
                            kind: "site", id: site.site, technology: site.technology, phase: site.phase,
                            order: site.order, lot: site.lot, cost: site.cost, stage: site.stage?.rawValue))
                }
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(Collection(features: features))
    }
}
