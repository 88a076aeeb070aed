import Planning
import Testing

@Suite("Candidate links along roads")
struct RoadLinksTests {
    private static func point(_ east: Double, _ north: Double) -> SpherePoint {
        SpherePoint(latitude: 50 + north / 111.195, longitude: 70 + east / 111.195)
    }

    /// A road from west to east, one that leaves it to the north in the middle, and one that leads nowhere.
    private static let roads = [
        RoadLine([point(0, 0), point(10, 0), point(20, 0)]),
        RoadLine([point(10, 0), point(10, 10)], laying: "track"),
        RoadLine([point(20, 0), point(30, 0)]),
    ]

    @Test("Roads become ways between places and forks; what leads nowhere is left out")
    func fork() throws {
        let places = [Self.point(0, 0.1), Self.point(20, -0.1), Self.point(10, 10)]
        let links = RoadLinks(
            Self.roads, places: places, cost: LayingCost(perKm: 100, byClass: ["track": 50]), longestKm: 50)
        #expect(links.offRoad.isEmpty)
        // Three places, their doors and the fork.
        #expect(links.points.count == 7)
        #expect(links.ways.count == 6)
        let long = links.ways.filter { $0.lengthKm > 1 }.sorted { $0.cost < $1.cost }
        #expect(long.count == 3)
        #expect(abs(long[0].lengthKm - 10) < 0.01 && abs(long[0].cost - 500) < 1)
        // A degree of longitude is shorter at 50° north.
        #expect(abs(long[1].lengthKm - 6.43) < 0.01 && abs(long[1].cost - 643) < 1)
        #expect(long.allSatisfy { $0.path.isEmpty })
    }

    @Test("A place far from every road has no way")
    func offRoad() {
        let links = RoadLinks(
            Self.roads, places: [Self.point(0, 0), Self.point(5, 8)], cost: LayingCost(perKm: 1), snapKm: 3)
        #expect(links.offRoad == [1])
        #expect(!links.ways.contains { $0.a == 1 || $0.b == 1 })
    }

    @Test("A stretch that only longer cables than allowed would use is left out", arguments: [12.0, 14])
    func longest(km: Double) {
        let places = [Self.point(0, 0), Self.point(20, 0)]
        let links = RoadLinks(Self.roads, places: places, cost: LayingCost(perKm: 1), longestKm: km)
        // 12.86 km of road.
        #expect(links.ways.contains { $0.lengthKm > 1 } == (km > 13))
    }

    @Test("A way follows the road's own points")
    func path() throws {
        let bend = RoadLine([Self.point(0, 0), Self.point(5, 4), Self.point(10, 0)])
        let links = RoadLinks(
            [bend], places: [Self.point(0, 0), Self.point(10, 0)], cost: LayingCost(perKm: 1))
        #expect(try #require(links.ways.first { $0.lengthKm > 1 }).path == [Self.point(5, 4)])
    }

    @Test("Roads that cross without a common point do not meet")
    func bridge() {
        let roads = [
            RoadLine([Self.point(0, 0), Self.point(10, 0)]), RoadLine([Self.point(5, -5.03), Self.point(5, 5.03)]),
        ]
        let places = [Self.point(0, 0), Self.point(5, 5.03)]
        let links = RoadLinks(roads, places: places, cost: LayingCost(perKm: 1))
        var near: Set = [0]
        for _ in links.ways {
            for way in links.ways where near.contains(way.a) || near.contains(way.b) { near.formUnion([way.a, way.b]) }
        }
        #expect(!near.contains(1))
    }

    @Test("No roads: every place is off them")
    func none() {
        let links = RoadLinks([], places: [Self.point(0, 0)], cost: LayingCost(perKm: 1))
        #expect(links.offRoad == [0] && links.ways.isEmpty)
    }
}
