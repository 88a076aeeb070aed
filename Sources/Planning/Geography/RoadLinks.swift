/// A road as a line of points.
public struct RoadLine: Sendable, Equatable {
    public var points: [SpherePoint]
    /// The kind of road, which has a price per km of its own where the planner gives one.
    public var laying: String?

    public init(_ points: [SpherePoint], laying: String? = nil) {
        self.points = points
        self.laying = laying
    }
}

/// Candidate ways along roads.
///
/// Lines meet where they share a point. Each place is joined to the nearest point of a road, walked in short steps; roads
/// that lead to no place are left out, and what remains is joined into ways between places and junctions.
public struct RoadLinks: Sendable {
    /// Of places first, in their order, then of junctions.
    public let points: [SpherePoint]
    public let placeCount: Int
    public let ways: [CandidateWay]
    /// Places with no road near enough: no way leads there.
    public let offRoad: [Int]

    /// - Parameters:
    ///   - places: sites and sources.
    ///   - longestKm: the longest cable between two places: a stretch of road is left out when no way over it joins the
    ///     places next to its two ends with so little cable. Nil is no limit.
    ///   - snapKm: how far a place may be from a road.
    ///   - stepKm: roads are walked in steps of at most this, so that a place is snapped to half of it exactly.
    public init(
        _ lines: [RoadLine], places: [SpherePoint], cost: LayingCost, longestKm: Double? = 50, snapKm: Double = 5,
        stepKm: Double = 0.25
    ) {
        var graph = RoadGraph(lines, stepKm: stepKm, cost: cost)
        let tree = SphereTree(graph.points)
        var offRoad: [Int] = []
        var doors = [Int](repeating: -1, count: places.count)
        for (index, place) in places.enumerated() {
            guard let near = tree.nearest(to: place), near.km <= snapKm else {
                offRoad.append(index)
                continue
            }
            doors[index] = near.index
        }
        let spurs = doors.indices.map { doors[$0] < 0 ? 0 : places[$0].distanceKm(to: graph.points[doors[$0]]) }
        if let longestKm {
            graph.keep(
                within: longestKm, of: doors.indices.filter { doors[$0] >= 0 }.map { (doors[$0], spurs[$0]) })
        }
        let chains = RoadChains(graph, ends: Set(doors))
        var number = [Int](repeating: -1, count: graph.points.count)
        var points = places
        for vertex in chains.kept {
            number[vertex] = points.count
            points.append(graph.points[vertex])
        }
        ways =
            chains.ways.map { way in
                CandidateWay(
                    a: number[way.a], b: number[way.b], lengthKm: way.lengthKm, cost: way.cost, path: way.path)
            }
            + doors.indices.filter { doors[$0] >= 0 }.map { index in
                CandidateWay(
                    a: index, b: number[doors[index]], lengthKm: spurs[index], cost: spurs[index] * cost.perKm)
            }
        self.points = points
        self.offRoad = offRoad
        placeCount = places.count
    }
}
