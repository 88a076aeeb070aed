import Planning
import Testing

@Suite("Neighbours on the sphere")
struct SphereTreeTests {
    @Test(
        "The tree finds what looking at every point finds", arguments: ScatteredPoints.Place.allCases, [1, 7, 9, 300])
    func neighbours(place: ScatteredPoints.Place, count: Int) {
        let points = ScatteredPoints.at(place, count)
        let tree = SphereTree(points)
        for asked in stride(from: 0, to: count, by: 13) {
            let sorted = points.map { points[asked].distanceKm(to: $0) }.sorted()
            let found = tree.nearest(6, to: points[asked])
            #expect(found.count == min(6, count))
            for (near, km) in zip(found, sorted) { #expect(abs(near.km - km) < 1e-6) }
            #expect(tree.nearest(to: points[asked])?.km == 0)
            let radius = sorted[count / 2] + 0.001
            let within = tree.within(km: radius, of: points[asked])
            #expect(within.count == sorted.count { $0 <= radius })
            #expect(Set(within.map(\.index)).count == within.count)
        }
    }

    @Test("An empty tree has no neighbours")
    func empty() {
        let tree = SphereTree([])
        #expect(tree.nearest(to: SpherePoint(latitude: 0, longitude: 0)) == nil)
        #expect(tree.within(km: 100, of: SpherePoint(latitude: 0, longitude: 0)).isEmpty)
    }

    @Test("Half round the Earth is everything")
    func all() {
        let points = ScatteredPoints.at(.globe, 50)
        #expect(SphereTree(points).within(km: 20_016, of: points[0]).count == 50)
    }
}
