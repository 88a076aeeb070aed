import Planning
import Testing

@Suite("Candidate links from geography")
struct GeographicLinksTests {
    private static let cost = LayingCost(perKm: 1_000, byClass: ["mountain": 3_000])

    @Test("A link is the great circle times the factor, and each end's ground stands for half of it")
    func costs() throws {
        let places = [
            GeographicLinks.Place(SpherePoint(latitude: 50, longitude: 70)),
            GeographicLinks.Place(SpherePoint(latitude: 50.1, longitude: 70), laying: "mountain"),
        ]
        let way = try #require(GeographicLinks(routeFactor: 1.2, cost: Self.cost).ways(between: places).first)
        #expect(abs(way.lengthKm - 11.1195 * 1.2) < 0.001)
        #expect(abs(way.cost - way.lengthKm * 2_000) < 1e-6)
    }

    @Test("Far groups hang together where the longest link allows it, whatever the neighbours", arguments: [2.0, 200])
    func together(longest: Double) {
        // Two groups of 20 within a few km, 110 km from each other.
        let places = (0..<40).map { index -> GeographicLinks.Place in
            let latitude = Double(50 + index / 20) + Double(index % 20) / 1_000
            return GeographicLinks.Place(SpherePoint(latitude: latitude, longitude: 70), isSource: index == 0)
        }
        let ways = GeographicLinks(neighbours: 3, longestKm: longest, cost: Self.cost).ways(between: places)
        let hasBridge = ways.contains { ($0.a < 20) != ($0.b < 20) }
        #expect(hasBridge == (longest > 100))
        #expect(ways.allSatisfy { $0.lengthKm <= longest && $0.a < $0.b })
        #expect(Set(ways.map { $0.a * 40 + $0.b }).count == ways.count)
    }

    @Test("Places at one point are joined at no cost")
    func onePoint() {
        let places = (0..<30).map { _ in GeographicLinks.Place(SpherePoint(latitude: 43, longitude: 77)) }
        let ways = GeographicLinks(cost: Self.cost).ways(between: places)
        #expect(ways.count >= 29 && ways.allSatisfy { $0.cost == 0 })
    }

    @Test("Each site is joined to its nearest source, however many neighbours are nearer")
    func source() {
        let places = (0..<30).map { index -> GeographicLinks.Place in
            let longitude: Double = index == 29 ? 70.2 : 70 + Double(index) / 1_000
            return GeographicLinks.Place(SpherePoint(latitude: 50, longitude: longitude), isSource: index == 29)
        }
        let ways = GeographicLinks(neighbours: 2, cost: Self.cost).ways(between: places)
        #expect(ways.count { $0.b == 29 } == 29)
    }
}
