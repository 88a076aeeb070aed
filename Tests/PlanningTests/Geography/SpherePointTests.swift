import Planning
import Testing

@Suite("Points on the sphere")
struct SpherePointTests {
    /// Quarters and halves of a great circle of 40,030.23 km, and one way by the haversine formula, computed elsewhere.
    @Test(
        "Great-circle distances",
        arguments: [
            ((0.0, 0.0), (0.0, 90.0), 10_007.557), ((0, 0), (0, 180), 20_015.115), ((90, 17), (90, -120), 0),
            ((-90, 0), (90, 0), 20_015.115), ((10, 180), (10, -180), 0), ((0, 179.5), (0, -179.5), 111.195),
            // Astana to Almaty.
            ((51.1694, 71.4491), (43.2389, 76.8897), 972.2515),
        ] as [((Double, Double), (Double, Double), Double)])
    func distance(_ a: (Double, Double), _ b: (Double, Double), km: Double) {
        let found = SpherePoint(latitude: a.0, longitude: a.1).distanceKm(
            to: SpherePoint(latitude: b.0, longitude: b.1))
        #expect(abs(found - km) < 0.001)
    }

    @Test("A metre is a metre")
    func near() {
        let a = SpherePoint(latitude: 43.2, longitude: 76.9)
        let b = SpherePoint(latitude: 43.2 + 1 / 111_195.08, longitude: 76.9)
        #expect(abs(a.distanceKm(to: b) - 0.001) < 1e-9)
    }

    @Test("A point reads back in degrees", arguments: [(43.2, 76.9), (-33.9, -70.6), (0, 180), (90, 0), (12, -179.99)])
    func degrees(latitude: Double, longitude: Double) {
        let point = SpherePoint(latitude: latitude, longitude: longitude)
        #expect(abs(point.latitude - latitude) < 1e-9)
        #expect(abs(abs(point.longitude) - abs(longitude)) < 1e-9)
    }

    @Test("Half of the way is half of the distance, also over the antimeridian")
    func halfway() {
        let a = SpherePoint(latitude: 65, longitude: 179)
        let b = SpherePoint(latitude: 65, longitude: -179)
        let middle = a.point(towards: b, share: 0.5)
        #expect(abs(abs(middle.longitude) - 180) < 1e-9)
        #expect(abs(a.distanceKm(to: middle) - a.distanceKm(to: b) / 2) < 1e-9)
    }
}
