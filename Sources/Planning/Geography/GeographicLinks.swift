/// Candidate ways between places by geography alone: straight lines made longer by a factor.
///
/// They are those to each place's nearest neighbours, to its nearest source, and the edges of the shortest tree over all
/// places, so that places hang together wherever ways that are short enough can make them: a graph with few links that still
/// holds what a plan needs. Of two places with ground of different kinds, each stands for half of the way.
public struct GeographicLinks: Sendable {
    public struct Place: Sendable, Equatable {
        public var point: SpherePoint
        public var isSource: Bool
        /// The kind of ground around it.
        public var laying: String?

        public init(_ point: SpherePoint, isSource: Bool = false, laying: String? = nil) {
            self.point = point
            self.isSource = isSource
            self.laying = laying
        }
    }

    /// How many neighbours each place is joined to: more ways to choose from take longer.
    public var neighbours: Int
    /// The longest cable between two places, in km; nil is no limit.
    public var longestKm: Double?
    /// How much longer a cable is than the great circle.
    public var routeFactor: Double
    public var cost: LayingCost

    public init(neighbours: Int = 8, longestKm: Double? = 50, routeFactor: Double = 1.15, cost: LayingCost) {
        self.neighbours = neighbours
        self.longestKm = longestKm
        self.routeFactor = routeFactor
        self.cost = cost
    }

    /// - Returns: each pair once, `a` below `b`, in ascending order.
    public func ways(between places: [Place]) -> [CandidateWay] {
        let tree = SphereTree(places.map(\.point))
        var pairs: Set<Pair> = []
        func join(_ a: Int, _ b: Int) { if a != b { pairs.insert(Pair(a: min(a, b), b: max(a, b))) } }
        for edge in SpanningForest(tree).edges { join(edge.a, edge.b) }
        let sources = places.indices.filter { places[$0].isSource }
        let sourceTree = SphereTree(sources.map { places[$0].point })
        for (index, place) in places.enumerated() {
            // One more: a place is its own nearest.
            for near in tree.nearest(neighbours + 1, to: place.point) { join(index, near.index) }
            if !place.isSource, let near = sourceTree.nearest(to: place.point) { join(index, sources[near.index]) }
        }
        return pairs.sorted { ($0.a, $0.b) < ($1.a, $1.b) }.compactMap { way($0, places) }
    }

    private struct Pair: Hashable {
        var a: Int
        var b: Int
    }

    private func way(_ pair: Pair, _ places: [Place]) -> CandidateWay? {
        let (a, b) = (places[pair.a], places[pair.b])
        let km = a.point.distanceKm(to: b.point) * routeFactor
        guard km <= longestKm ?? .infinity else { return nil }
        return CandidateWay(
            a: pair.a, b: pair.b, lengthKm: km, cost: km * (cost.perKm(a.laying) + cost.perKm(b.laying)) / 2)
    }
}
