import Planning

/// Points for tests, the same for the same seed (SplitMix64, Steele and others 2014).
struct ScatteredPoints {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }

    mutating func points(_ count: Int, latitude: ClosedRange<Double>, longitude: ClosedRange<Double>) -> [SpherePoint] {
        (0..<count).map { _ in
            SpherePoint(
                latitude: latitude.lowerBound + unit() * (latitude.upperBound - latitude.lowerBound),
                longitude: longitude.lowerBound + unit() * (longitude.upperBound - longitude.lowerBound))
        }
    }

    /// Places where flat maps go wrong.
    enum Place: String, CaseIterable {
        case country, globe, northPole, southPole, antimeridian, onePlace, fewPlaces, oneMeridian
    }

    static func at(_ place: Place, _ count: Int) -> [SpherePoint] {
        var source = ScatteredPoints(seed: 7)
        switch place {
        case .country: return source.points(count, latitude: 41...55, longitude: 47...87)
        case .globe: return source.points(count, latitude: -90...90, longitude: -180...180)
        case .northPole: return source.points(count, latitude: 89.9...90, longitude: -180...180)
        case .southPole: return source.points(count, latitude: -90 ... -89.9, longitude: -180...180)
        case .antimeridian:
            return (0..<count).map { _ in
                let longitude = 179.9 + source.unit() * 0.2
                return SpherePoint(
                    latitude: 65 + source.unit() * 0.1, longitude: longitude > 180 ? longitude - 360 : longitude)
            }
        case .onePlace: return [SpherePoint](repeating: SpherePoint(latitude: 43.2, longitude: 76.9), count: count)
        case .fewPlaces:
            let few = source.points(4, latitude: 41...55, longitude: 47...87)
            return (0..<count).map { few[$0 % 4] }
        case .oneMeridian: return source.points(count, latitude: 10...20, longitude: 180...180)
        }
    }
}
