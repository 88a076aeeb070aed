internal import Glibc

/// A point on the Earth taken as a sphere: a unit vector from its middle.
///
/// Straight distances between unit vectors grow as great-circle distances do, so that whatever compares them is right at
/// the poles and across the antimeridian too, where latitudes and longitudes are not.
public struct SpherePoint: Sendable, Hashable {
    /// The mean radius of the Earth in km (IUGG).
    public static let earthRadiusKm = 6_371.0088

    /// Of length 1: x to 0° E, y to 90° E, z to the North Pole.
    public var vector: SIMD3<Double>

    /// - Parameters:
    ///   - latitude: degrees north, from -90 to 90.
    ///   - longitude: degrees east; 180 and -180 are one meridian.
    public init(latitude: Double, longitude: Double) {
        let (north, east) = (latitude * .pi / 180, longitude * .pi / 180)
        // At a pole every longitude is one point, bit for bit, as it is for 180 and -180.
        let ring = abs(latitude) == 90 ? 0 : cos(north)
        let half = abs(longitude) == 180
        vector = SIMD3(half ? -ring : ring * cos(east), half ? 0 : ring * sin(east), sin(north))
    }

    /// Degrees north.
    public var latitude: Double {
        atan2(vector.z, (vector.x * vector.x + vector.y * vector.y).squareRoot()) * 180 / .pi
    }

    /// Degrees east, from -180 to 180.
    public var longitude: Double { atan2(vector.y, vector.x) * 180 / .pi }

    /// Along the great circle, in km; exact to rounding for near points and for opposite ones.
    public func distanceKm(to other: SpherePoint) -> Double {
        let (a, b) = (vector, other.vector)
        // Half the angle from both the chord and its supplement (Kahan): no loss where one of them is near zero.
        let (chord, rest) = ((a - b).length, (a + b).length)
        return 2 * atan2(chord, rest) * Self.earthRadiusKm
    }

    /// The straight distance between unit vectors whose great-circle distance is `km`; 2 for half round the Earth and more.
    public static func chord(km: Double) -> Double {
        km >= .pi * earthRadiusKm ? 2 : 2 * sin(max(0, km) / earthRadiusKm / 2)
    }

    /// The great-circle distance of two unit vectors that are `chord` apart.
    public static func km(chord: Double) -> Double { 2 * asin(min(1, chord / 2)) * earthRadiusKm }

    /// The point at a share of the way along the great circle; of opposite points, one of the two ends.
    public func point(towards other: SpherePoint, share: Double) -> SpherePoint {
        let angle = distanceKm(to: other) / Self.earthRadiusKm
        guard angle > 1e-12, .pi - angle > 1e-9 else { return share < 0.5 ? self : other }
        let way = (vector * sin((1 - share) * angle) + other.vector * sin(share * angle)) / sin(angle)
        return SpherePoint(vector: way / way.length)
    }

    init(vector: SIMD3<Double>) { self.vector = vector }
}

extension SIMD3<Double> {
    var squaredLength: Double { x * x + y * y + z * z }
    var length: Double { squaredLength.squareRoot() }
}
